"""The People HR client: fulfils the ports `PeopleHr` and `ConnectPeopleHr`.

Owns the wire format, the pace and the classification of what People HR answers; every rule's source is the People HR
API page of the reference. Decides nothing about days: what an error means for an export is said in `services`.
Importing this package does not import `requests`; the first call does.
"""

from clockreports.peoplehr.service import PeopleHrService

__all__ = ["PeopleHrService"]
