; The setup of ClockReports: one installer with two ways, "for everyone on this PC" and "only for me".
;
; It has the rights of whoever starts it. For everyone, it starts itself once more as administrator, waits, and goes on:
; so the program that it offers to start has no more rights than the person.
;
; installer/build.py defines NAME, VERSION, VERSION_NUMBERS, PUBLISHER, FILES, OUTPUT, SIZE_KB, KEY_FOLDER_ACCESS, and
; TARGET: amd64-unicode, or x86-unicode with an NSIS that brings no other. What it can be told: docs/install.md.

Unicode true
Target ${TARGET}
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10
SetCompressor /SOLID lzma
SetCompressorDictSize 64
SetDateSave off
AllowSkipFiles off

Name "${NAME}"
Caption "${NAME} ${VERSION} Setup"
BrandingText "${NAME} ${VERSION}"
OutFile "${OUTPUT}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION_NUMBERS}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME} Setup"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "LegalCopyright" "MIT licence"

; The exit codes besides 0, all of them Windows' own numbers; and NSIS' own: 1 when cancelled, 2 when it failed.
!define NOT_CHANGED 1602         ; ERROR_INSTALL_USEREXIT
!define IN_USE 32                ; ERROR_SHARING_VIOLATION
!define NEEDS_ADMINISTRATOR 740  ; ERROR_ELEVATION_REQUIRED
!define WINDOWS_TOO_OLD 1150     ; ERROR_OLD_WIN_VERSION
!define WINDOWS_TOO_SMALL 1633   ; ERROR_INSTALL_PLATFORM_UNSUPPORTED
!define FOLDER_NOT_TRUSTED 1307  ; ERROR_INVALID_OWNER
!define NEWER_IS_INSTALLED 1638  ; ERROR_PRODUCT_VERSION

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define POLICY_KEY "SOFTWARE\Policies\${NAME}"
!define PROGRAM "clockreports.exe"
!define COMMANDS "clockreports-cli.exe"

!include "LogicLib.nsh"
!include "FileFunc.nsh"
!include "WordFunc.nsh"
!include "WinVer.nsh"
!include "x64.nsh"
!include "WinMessages.nsh"
!include "nsDialogs.nsh"
!include "MUI2.nsh"

Var Parameters
Var ForEveryone    ; 1: for everyone on this PC, 0: only for me
Var NamedFolder    ; what /D= said, "" without it
Var Before         ; the version that is installed this way already, "" when none is
Var IsElevatedPart ; 1: started as administrator by the setup that the person sees
Var IsDone         ; 1: that one has done the work

!include "machine.nsh"
!include "replacing.nsh"
!include "questions.nsh"

Function .onInit
  ${IfNot} ${RunningX64} ; a setup of 32 bits starts there
    MessageBox MB_ICONSTOP "${NAME} needs a 64-bit Windows, and this one is 32-bit." /SD IDOK
    SetErrorLevel ${WINDOWS_TOO_SMALL}
    Quit
  ${EndIf}
  SetRegView 64
  ${GetParameters} $Parameters
  StrCpy $NamedFolder $INSTDIR
  ${IfNot} ${AtLeastWin10}
  ${OrIf} ${AtMostBuild} 17762
    MessageBox MB_ICONSTOP "${NAME} needs Windows 10, version 1809, or newer." /SD IDOK
    SetErrorLevel ${WINDOWS_TOO_OLD}
    Quit
  ${EndIf}
  Call ReadWay
  Call SettleWay
  ${If} ${Silent}
  ${OrIf} $IsElevatedPart = 1
    Call RefuseWithoutRights
    Call RefuseDowngrade
  ${EndIf}
FunctionEnd

; For whom: what the command line says, else as it is installed already, else for everyone.
Function ReadWay
  StrCpy $ForEveryone 1
  ${GetOptions} $Parameters "/ELEVATED" $0
  ${IfNot} ${Errors}
    StrCpy $IsElevatedPart 1
  ${EndIf}
  ${GetOptions} $Parameters "/ALLUSERS" $0
  ${IfNot} ${Errors}
    Return
  ${EndIf}
  ${GetOptions} $Parameters "/CURRENTUSER" $0
  ${IfNot} ${Errors}
    StrCpy $ForEveryone 0
    Return
  ${EndIf}
  ReadRegStr $0 HKLM "${UNINSTALL_KEY}" "DisplayVersion"
  ReadRegStr $1 HKCU "${UNINSTALL_KEY}" "DisplayVersion"
  ${If} $0 == ""
  ${AndIf} $1 != ""
    StrCpy $ForEveryone 0
  ${EndIf}
FunctionEnd

; Point the registry, the shortcuts and the folder at the chosen way. An update stays where the program is.
Function SettleWay
  ${If} $ForEveryone = 1
    SetShellVarContext all
    StrCpy $INSTDIR "$PROGRAMFILES64\${NAME}"
  ${Else}
    SetShellVarContext current
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${NAME}"
  ${EndIf}
  ReadRegStr $Before SHCTX "${UNINSTALL_KEY}" "DisplayVersion"
  ReadRegStr $0 SHCTX "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $NamedFolder != ""
    StrCpy $INSTDIR $NamedFolder
  ${ElseIf} $0 != ""
    StrCpy $INSTDIR $0
  ${EndIf}
FunctionEnd

Function RefuseWithoutRights
  ${If} $ForEveryone = 1
    !insertmacro IsAdministrator $0
    ${If} $0 = 0
      MessageBox MB_ICONSTOP "Only an administrator can install ${NAME} for everyone on this PC." /SD IDOK
      SetErrorLevel ${NEEDS_ADMINISTRATOR}
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Function RefuseDowngrade
  Call IsDowngrade
  Pop $0
  ${If} $0 = 1
    SetErrorLevel ${NEWER_IS_INSTALLED}
    Quit
  ${EndIf}
FunctionEnd

; Push 1 for a downgrade, after saying why not.
Function IsDowngrade
  ${VersionCompare} "$Before" "${VERSION}" $0
  ${GetOptions} $Parameters "/FORCEDOWNGRADE" $1
  ${If} ${Errors}
  ${AndIf} $0 = 1
    MessageBox MB_ICONSTOP "${NAME} $Before is installed, which is newer than this ${VERSION}.$\r$\n$\r$\nA newer \
      version may have changed the database so that an older one cannot open it. Nothing was changed." /SD IDOK
    Push 1
  ${Else}
    Push 0
  ${EndIf}
FunctionEnd

Section
  !insertmacro WaitUntilClosed ""
  ${If} $ForEveryone = 1
    Call MakeKeyFolder
  ${EndIf}
  Call Unpack
  !insertmacro WaitUntilClosed "" ; that took a while
  Call Swap
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}"
  ${If} $Before == "" ; who took the second one away does not want it back with every update
    CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${PROGRAM}"
  ${EndIf}
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
  ${If} $ForEveryone = 1
    Call ForbidLooking
  ${EndIf}
SectionEnd

; Those who would be told of a newer version cannot install it. What an administrator decided before stays.
Function ForbidLooking
  ClearErrors
  ReadRegDWORD $0 HKLM "${POLICY_KEY}" "UpdateCheck"
  ${If} ${Errors}
    WriteRegDWORD HKLM "${POLICY_KEY}" "UpdateCheck" 0
    WriteRegDWORD HKLM "${UNINSTALL_KEY}" "ForbidsLooking" 1
  ${EndIf}
FunctionEnd

; Of an attempt that failed nothing stays, and the version before works on.
Function .onInstFailed
  SetOutPath "$TEMP" ; the current folder could not be removed
  RMDir /r "${NEW_FOLDER}"
  RMDir "$INSTDIR" ; stays unless it is empty
  ${If} $ForEveryone = 1
  ${AndIf} $Before == ""
    RMDir "$APPDATA\${NAME}" ; stays as long as a key is in it
  ${EndIf}
FunctionEnd

Function un.onInit
  SetRegView 64
  ${GetParameters} $Parameters
  ReadRegStr $0 HKLM "${UNINSTALL_KEY}" "InstallLocation"
  GetFullPathName $INSTDIR "$INSTDIR" ; it may have been started by a short name
  ${If} $0 != $INSTDIR
    SetShellVarContext current
    Return
  ${EndIf}
  StrCpy $ForEveryone 1
  SetShellVarContext all
  !insertmacro IsAdministrator $0
  ${If} $0 = 1
    Return
  ${EndIf}
  SetErrorLevel ${NEEDS_ADMINISTRATOR}
  ${IfNot} ${Silent}
    !insertmacro RunAsAdministrator "$INSTDIR\uninstall.exe" "" $0
    SetErrorLevel $0
  ${EndIf}
  Quit
FunctionEnd

Section "Uninstall"
  !insertmacro WaitUntilClosed "un."
  ${GetOptions} $Parameters "/PURGE" $0
  ${IfNot} ${Errors}
    StrCpy $Purges 1
  ${EndIf}
  Call un.ForgetSchedule
  Call un.RemoveTimers
  ${If} $Purges = 1
    Call un.ForgetKey
  ${EndIf}
  Delete "$DESKTOP\${NAME}.lnk"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  RMDir /r "${NEW_FOLDER}"
  RMDir /r "${OLD_FOLDER}"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\${COMMANDS}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ${If} $ForEveryone = 1
    Call un.AllowLooking
    RMDir "$APPDATA\${NAME}" ; stays as long as a key is in it
  ${ElseIf} $Purges = 1
    RMDir /r "$LOCALAPPDATA\${NAME}"
  ${EndIf}
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
SectionEnd

; No export by itself any more for whoever removes the program, if they ever used it. A failure holds nothing up.
Function un.ForgetSchedule
  SetShellVarContext current
  ${If} ${FileExists} "$LOCALAPPDATA\${NAME}\*.*"
    nsExec::Exec /TIMEOUT=60000 '"$INSTDIR\${COMMANDS}" schedule remove'
    Pop $0
  ${EndIf}
  ${If} $ForEveryone = 1
    SetShellVarContext all
  ${EndIf}
FunctionEnd

; The timers of everybody else, too: one that starts this very program would only fail from now on.
Function un.RemoveTimers
  System::Call 'kernel32::SetEnvironmentVariableW(w "REMOVED", w "$INSTDIR\")'
  nsExec::Exec `"$SYSDIR\WindowsPowerShell\v1.0\powershell.exe" -NoProfile -NonInteractive -Command "\
    Get-ScheduledTask -TaskName '${NAME} export *' | \
    Where-Object { $$_.Actions.Execute.Trim([char]34).StartsWith($$env:REMOVED, 'OrdinalIgnoreCase') } | \
    Unregister-ScheduledTask -Confirm:$$false"`
  Pop $0
FunctionEnd

; Take back what the setup decided, if it still says that; what an administrator decided stays.
Function un.AllowLooking
  ReadRegDWORD $0 HKLM "${UNINSTALL_KEY}" "ForbidsLooking"
  ReadRegDWORD $1 HKLM "${POLICY_KEY}" "UpdateCheck"
  ${If} $0 = 1
  ${AndIf} $1 = 0
    DeleteRegValue HKLM "${POLICY_KEY}" "UpdateCheck"
    DeleteRegKey /ifempty HKLM "${POLICY_KEY}"
  ${EndIf}
FunctionEnd

; Each person's data is their own: an administrator who removes the program for everyone removes no more than the key.
Function un.ForgetKey
  ${If} $ForEveryone = 1
    Delete "$APPDATA\${NAME}\people-hr-key"
  ${Else}
    nsExec::Exec '"$INSTDIR\${COMMANDS}" key forget'
    Pop $0
  ${EndIf}
FunctionEnd
