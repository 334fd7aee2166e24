; Nothing is replaced or removed while it runs: Windows lets nobody write to the file of a running program.

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
