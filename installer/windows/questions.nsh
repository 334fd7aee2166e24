; What a person sees: one question, the work, and the offer to start the program; one question before it is removed.

Var EveryoneButton
Var MeButton
Var FolderLabel
Var StartBox
Var PurgeBox
Var Purges

!define MUI_ICON "clockreports.ico"
!define MUI_UNICON "clockreports.ico"

Page custom ShowWays LeaveWays
!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipWhenDone
!insertmacro MUI_PAGE_INSTFILES
Page custom ShowOffer LeaveOffer

UninstPage custom un.ShowQuestion un.LeaveQuestion
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"

Function ShowWays
  ${If} $IsElevatedPart = 1
    Abort
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "Install ${NAME} ${VERSION}" "For whom on this PC?"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateFirstRadioButton} 0 0 100% 12u "For &everyone on this PC (recommended)"
  Pop $EveryoneButton
  ${NSD_CreateLabel} 12u 14u -12u 20u "An administrator agrees now, and enters the People HR API key once. \
    Everyone who signs in here can then export, without any rights."
  Pop $0
  ${NSD_CreateAdditionalRadioButton} 0 42u 100% 12u "Only for &me"
  Pop $MeButton
  ${NSD_CreateLabel} 12u 56u -12u 20u "Needs no administrator. The API key is kept in your own Windows Credential \
    Manager, and nobody else can use it."
  Pop $0
  ${NSD_CreateLabel} 0 86u 100% 52u ""
  Pop $FolderLabel
  ${NSD_OnClick} $EveryoneButton ChooseWay
  ${NSD_OnClick} $MeButton ChooseWay
  ${If} $ForEveryone = 1
    ${NSD_Check} $EveryoneButton
  ${Else}
    ${NSD_Check} $MeButton
  ${EndIf}
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:&Install"
  Call ShowWay
  nsDialogs::Show
FunctionEnd

Function ChooseWay
  Pop $0
  ${NSD_GetState} $EveryoneButton $ForEveryone
  Call SettleWay
  Call ShowWay
FunctionEnd

; Say what will happen, and put the shield on the button that asks for an administrator.
Function ShowWay
  ${If} $Before == ""
    StrCpy $R1 "The program goes to $INSTDIR."
  ${Else}
    StrCpy $R1 "Version $Before in $INSTDIR is replaced. Clock events, settings and the API key stay."
  ${EndIf}
  Call FindKeyFolder
  Pop $0
  ${If} $ForEveryone = 0
  ${AndIf} $0 = 1
    StrCpy $R1 "$R1$\r$\n$\r$\nThere is a folder $R0 from an installation for everyone. As long as it exists, the \
      program uses the API key that is kept there, and none of your own."
  ${EndIf}
  ${NSD_SetText} $FolderLabel $R1
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${BCM_SETSHIELD} 0 $ForEveryone
FunctionEnd

Function LeaveWays
  Call IsDowngrade
  Pop $0
  ${If} $0 = 1
    Abort
  ${EndIf}
  !insertmacro IsAdministrator $0
  ${If} $ForEveryone = 0
  ${OrIf} $0 = 1
    Return
  ${EndIf}
  StrCpy $4 "/ALLUSERS /ELEVATED"
  ${GetOptions} $Parameters "/FORCEDOWNGRADE" $0
  ${IfNot} ${Errors}
    StrCpy $4 "$4 /FORCEDOWNGRADE"
  ${EndIf}
  ${If} $NamedFolder != ""
    StrCpy $4 "$4 /D=$NamedFolder" ; the last word
  ${EndIf}
  HideWindow
  !insertmacro RunAsAdministrator "$EXEPATH" "$4" $0
  BringToFront
  ${If} $0 <> 0
    Abort
  ${EndIf}
  StrCpy $IsDone 1
FunctionEnd

Function SkipWhenDone
  ${If} $IsDone = 1
    Abort
  ${EndIf}
  SetAutoClose true
FunctionEnd

Function ShowOffer
  ${If} $IsElevatedPart = 1
    Abort
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "${NAME} ${VERSION} is installed" "You find it in the Start menu."
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateCheckbox} 0 0 100% 12u "&Start ${NAME}"
  Pop $StartBox
  ${NSD_Check} $StartBox
  ${NSD_SetFocus} $StartBox
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:&Finish"
  GetDlgItem $0 $HWNDPARENT 3
  ShowWindow $0 ${SW_HIDE} ; there is no way back
  GetDlgItem $0 $HWNDPARENT 2
  ShowWindow $0 ${SW_HIDE} ; and nothing to cancel
  nsDialogs::Show
FunctionEnd

; The shell starts it, with the rights the person has on the desktop, even if this setup has more.
Function LeaveOffer
  ${NSD_GetState} $StartBox $0
  ${If} $0 = 1
    Exec '"$WINDIR\explorer.exe" "$INSTDIR\${PROGRAM}"'
  ${EndIf}
FunctionEnd

Function un.ShowQuestion
  !insertmacro MUI_HEADER_TEXT "Remove ${NAME}" "The program is removed from this PC."
  nsDialogs::Create 1018
  Pop $0
  ${If} $ForEveryone = 1
    ${NSD_CreateLabel} 0 0 100% 30u "${NAME} is removed for everyone on this PC. Clock events, settings and logs stay \
      in each person's own folder, AppData\Local\${NAME}."
    Pop $0
    ${NSD_CreateCheckbox} 0 36u 100% 12u "&Also remove the People HR API key of this PC"
  ${Else}
    ${NSD_CreateLabel} 0 0 100% 30u "Clock events, settings, logs and the API key stay for a later installation, in \
      $LOCALAPPDATA\${NAME} and in your Windows Credential Manager."
    Pop $0
    ${NSD_CreateCheckbox} 0 36u 100% 12u "&Also remove all of them, for good"
  ${EndIf}
  Pop $PurgeBox
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:&Remove"
  nsDialogs::Show
FunctionEnd

Function un.LeaveQuestion
  ${NSD_GetState} $PurgeBox $Purges
FunctionEnd
