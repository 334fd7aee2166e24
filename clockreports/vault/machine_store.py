"""The key store of this computer: where its folder is, and which rights and seal this system has for it."""

import sys
from pathlib import Path

from clockreports.vault.machine_vault import MachineVault

if sys.platform == "win32":
    from clockreports.vault.windows_access import WindowsAccessList, program_data
    from clockreports.vault.windows_seal import MachineSeal

    def machine_folder() -> Path:
        r"""Return C:\ProgramData\ClockReports, wherever this Windows has it."""
        return program_data() / "ClockReports"

    def machine_vault() -> MachineVault:
        """Return the vault of this computer; nothing is looked at yet."""
        return MachineVault(machine_folder(), WindowsAccessList(), MachineSeal())

else:
    from clockreports.vault.posix_access import OwnerAndGroup, Unsealed, group_number

    def machine_folder() -> Path:
        """Return the folder of the computer's key; only root can make it."""
        mac = sys.platform == "darwin"
        return Path("/Library/Application Support/ClockReports" if mac else "/etc/clockreports")

    def machine_vault() -> MachineVault:
        """Return the vault of this computer; nothing is looked at yet."""
        return MachineVault(machine_folder(), OwnerAndGroup(group=group_number()), Unsealed())
