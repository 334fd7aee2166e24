"""The list of a package's parts (SBOM), for whoever has to know what runs on their computers: CycloneDX, as JSON."""

from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import Distribution
from uuid import NAMESPACE_URL, uuid5

# Only the environment of the tools has these; the checks of this repository run in another one.
from cyclonedx.factory.license import LicenseFactory  # type: ignore[import-not-found] # see above
from cyclonedx.model.bom import Bom  # type: ignore[import-not-found] # see above
from cyclonedx.model.component import Component, ComponentType  # type: ignore[import-not-found] # see above
from cyclonedx.model.contact import OrganizationalEntity  # type: ignore[import-not-found] # see above
from cyclonedx.output.json import JsonV1Dot6  # type: ignore[import-not-found] # see above
from packageurl import PackageURL  # type: ignore[import-not-found] # see above

from installer.building.about import DESCRIPTION, LICENCE, NAME, PUBLISHER, VERSION
from installer.building.bundled_parts import Part
from installer.building.licences import expression
from installer.building.running import source_date


def parts_list(package: str, distributions: Iterable[Distribution], others: Iterable[Part]) -> str:
    """Return the list of a package's parts; the same parts give the same text."""
    licence = LicenseFactory().make_from_string
    whole = Component(
        type=ComponentType.APPLICATION,
        name=NAME,
        version=VERSION,
        description=DESCRIPTION,
        publisher=PUBLISHER,
        supplier=OrganizationalEntity(name=PUBLISHER),
        licenses=[licence(LICENCE)],
        bom_ref=NAME,
    )
    parts = [
        Component(
            type=ComponentType.LIBRARY,
            name=part.name,
            version=part.version,
            licenses=[licence(expression(part))],
            purl=PackageURL("pypi", None, part.name.lower().replace("_", "-"), part.version),
            bom_ref=f"{part.name}@{part.version}",
        )
        for part in distributions
    ] + [
        Component(
            type=ComponentType.LIBRARY,
            name=part.name,
            version=part.version or None,
            copyright="\n".join(part.copyright) or None,
            licenses=[licence(part.licence)],
            purl=address,
            bom_ref=str(address),
        )
        for part in others
        for address in [_address(part)]
    ]
    bom = Bom(components=parts, serial_number=uuid5(NAMESPACE_URL, f"{package}:{source_date()}"))
    bom.metadata.component = whole
    bom.metadata.timestamp = datetime.fromtimestamp(source_date(), UTC)
    bom.register_dependency(whole, parts)
    text: str = JsonV1Dot6(bom).output_as_string(indent=2)
    return f"{text}\n"


def _address(part: Part) -> PackageURL:
    if part.address:
        return PackageURL.from_string(part.address)
    return PackageURL("generic", None, part.name.lower().replace(" ", "-"), part.version or None)
