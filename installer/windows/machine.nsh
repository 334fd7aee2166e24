; What only an administrator can do: becoming one, and making the folder of this PC's key store.

; Put 1 into RESULT when this setup has an administrator's rights, in force, else 0.
!macro IsAdministrator RESULT
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 == "Admin"
    StrCpy ${RESULT} 1
  ${Else}
    StrCpy ${RESULT} 0
  ${EndIf}
!macroend

; Structures of Windows: a pointer begins at a multiple of its own size.
!if ${NSIS_PTR_SIZE} > 4
  !define EXECUTE_SIZE 112
  !define ATTRIBUTES_SIZE 24
  !define GAP "i 0,"
!else
  !define EXECUTE_SIZE 60
  !define ATTRIBUTES_SIZE 12
  !define GAP ""
!endif

; Start a program as administrator, wait for its end, and put its exit code into RESULT; a dismissed prompt is one, too.
; 0x40: SEE_MASK_NOCLOSEPROCESS. A path is handed over in a register: there may be an apostrophe in it.
!macro RunAsAdministrator FILE PARAMETERS RESULT
  StrCpy $R1 "${FILE}"
  StrCpy $R2 "${PARAMETERS}"
  System::Call "*(i ${EXECUTE_SIZE}, i 0x40, p $HWNDPARENT, w 'runas', w R1, w R2, p 0, i 1, ${GAP} \
    p 0, p 0, p 0, p 0, i 0, ${GAP} p 0, p 0) p .r1"
  System::Call "shell32::ShellExecuteExW(p r1) i .r2"
  System::Call "*$1(i, i, p, p, p, p, p, i, ${GAP} p, p, p, p, i, ${GAP} p, p .r3)"
  System::Free $1
  StrCpy $0 ${NOT_CHANGED}
  ${If} $2 <> 0
  ${AndIf} $3 P<> 0
    System::Call "kernel32::WaitForSingleObject(p r3, i -1)"
    System::Call "kernel32::GetExitCodeProcess(p r3, *i .r0)"
    System::Call "kernel32::CloseHandle(p r3)"
  ${EndIf}
  StrCpy ${RESULT} $0
!macroend

; Make the folder of the key store with the access list it must have from its first moment. It marks an installation for
; everyone. One that somebody else made is moved out of the way: whoever owns a folder can change what is in it.
Function MakeKeyFolder
  StrCpy $R0 "$APPDATA\${NAME}"
  StrCpy $R1 "${KEY_FOLDER_ACCESS}"
  ${If} ${FileExists} "$R0"
    Call IsKeyFolderTrusted
    Pop $0
    ${If} $0 = 1
      Return
    ${EndIf}
    StrCpy $R2 "$R0 (not trusted)"
    ${While} ${FileExists} "$R2"
      IntOp $0 $0 + 1
      StrCpy $R2 "$R0 (not trusted $0)"
    ${EndWhile}
    Rename "$R0" "$R2"
  ${EndIf}
  System::Call 'advapi32::ConvertStringSecurityDescriptorToSecurityDescriptorW(w R1, i 1, *p .r1, p 0) i .r0'
  System::Call '*(i ${ATTRIBUTES_SIZE}, ${GAP} p r1, i 0, i 0) p .r2'
  System::Call 'kernel32::CreateDirectoryW(w R0, p r2) i .r0'
  System::Free $2
  System::Call 'kernel32::LocalFree(p r1)'
  ${If} $0 = 0
    MessageBox MB_ICONSTOP "The folder $R0 cannot be made, or belongs to somebody who is no administrator.$\r$\n$\r$\n\
      Remove that folder, then start the setup again. Nothing was changed." /SD IDOK
    SetErrorLevel ${FOLDER_NOT_TRUSTED}
    Quit
  ${EndIf}
FunctionEnd

; Put the folder of this PC's key store into $R0, and push 1 when an installation for everyone has made it, else 0.
Function FindKeyFolder
  SetShellVarContext all
  StrCpy $R0 "$APPDATA\${NAME}"
  ${If} $ForEveryone = 0
    SetShellVarContext current
  ${EndIf}
  Call IsKeyFolderTrusted
FunctionEnd

; Push 1 when $R0 is a folder, no link, and belongs to the administrators or to the system, else 0.
Function IsKeyFolderTrusted
  System::Call 'kernel32::GetFileAttributesW(w R0) i .r0'
  IntOp $0 $0 & 0x410 ; FILE_ATTRIBUTE_DIRECTORY, FILE_ATTRIBUTE_REPARSE_POINT
  System::Call 'advapi32::GetNamedSecurityInfoW(w R0, i 1, i 1, *p .r1, p 0, p 0, p 0, *p .r2) i .r3'
  ${If} $3 <> 0
  ${OrIf} $0 <> 0x10
    Push 0
    Return
  ${EndIf}
  System::Call 'advapi32::ConvertSidToStringSidW(p r1, *w .r4)'
  System::Call 'kernel32::LocalFree(p r2)'
  ${If} $4 == "S-1-5-18"
  ${OrIf} $4 == "S-1-5-32-544"
    Push 1
  ${Else}
    Push 0
  ${EndIf}
FunctionEnd
