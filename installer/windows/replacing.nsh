; How a version is replaced: never while it runs, since Windows lets nobody write to the file of a running program; and
; only by one that lies complete beside it, so that a full disk or a file in use leaves the installed one as it is.

!define NEW_FOLDER "$INSTDIR\_new"
!define OLD_FOLDER "$INSTDIR\_old"

!macro WaitUntilClosed UN
  StrCpy $1 "$INSTDIR\${PROGRAM}"
  Call ${UN}WaitUntilClosed
  StrCpy $1 "$INSTDIR\${COMMANDS}"
  Call ${UN}WaitUntilClosed
!macroend

!macro WaitUntilClosedFunction UN
; Ask the person to close the program $1 for as long as it runs; a silent setup ends instead, with nothing changed.
Function ${UN}WaitUntilClosed
  ${Do}
    ${IfNot} ${FileExists} "$1"
      Return
    ${EndIf}
    ClearErrors
    FileOpen $0 "$1" a
    ${IfNot} ${Errors}
      FileClose $0
      Return
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME} is running on this PC, maybe for somebody else who is signed \
      in.$\r$\n$\r$\nClose it, then choose Retry. An export that is at work can be stopped: what is sent stays sent." \
      /SD IDCANCEL IDRETRY again
    SetErrorLevel ${IN_USE}
    Quit
    again:
  ${Loop}
FunctionEnd
!macroend

!insertmacro WaitUntilClosedFunction ""
!insertmacro WaitUntilClosedFunction "un."

; Unpack the new version beside the installed one.
Function Unpack
  RMDir /r "${NEW_FOLDER}" ; what an attempt that was cut off has left
  SetOutPath "${NEW_FOLDER}"
  File /r "${FILES}\*"
  ClearErrors
  WriteUninstaller "${NEW_FOLDER}\uninstall.exe"
  ${If} ${Errors}
    MessageBox MB_ICONSTOP "The file ${NEW_FOLDER}\uninstall.exe cannot be written. Nothing was changed." /SD IDOK
    Abort
  ${EndIf}
  SetOutPath "$INSTDIR" ; the current folder could not be moved
FunctionEnd

; A virus scanner holds new files for a while: try again, for ten seconds.
!macro MovePart PART
  StrCpy $0 20
  ${DoWhile} ${FileExists} "$R1\${PART}"
    ClearErrors
    Rename "$R1\${PART}" "$R2\${PART}"
    ${If} ${Errors}
      ${If} $0 = 0
        SetErrors
        Return
      ${EndIf}
      IntOp $0 $0 - 1
      Sleep 500
    ${EndIf}
  ${Loop}
!macroend

; Move the program from the folder $R1 to $R2, as much as is there; set the error flag at the first part that stays.
Function Move
  ClearErrors
  !insertmacro MovePart "_internal"
  !insertmacro MovePart "${PROGRAM}"
  !insertmacro MovePart "${COMMANDS}"
  !insertmacro MovePart "uninstall.exe"
FunctionEnd

!macro Move FROM TO
  StrCpy $R1 "${FROM}"
  StrCpy $R2 "${TO}"
  Call Move
!macroend

; Put the new version into the place of the old one; if either cannot be moved, the old one goes back into its place.
Function Swap
  RMDir /r "${OLD_FOLDER}"
  CreateDirectory "${OLD_FOLDER}"
  !insertmacro Move "$INSTDIR" "${OLD_FOLDER}"
  ${IfNot} ${Errors}
    !insertmacro Move "${NEW_FOLDER}" "$INSTDIR"
    ${IfNot} ${Errors}
      RMDir /r "${OLD_FOLDER}"
      RMDir "${NEW_FOLDER}"
      Return
    ${EndIf}
    !insertmacro Move "$INSTDIR" "${NEW_FOLDER}"
  ${EndIf}
  !insertmacro Move "${OLD_FOLDER}" "$INSTDIR"
  RMDir "${OLD_FOLDER}"
  MessageBox MB_ICONSTOP "Another program uses files in $INSTDIR, so they cannot be replaced.$\r$\n$\r$\n\
    Restart the PC, then start the setup again. Nothing was changed." /SD IDOK
  Abort
FunctionEnd
