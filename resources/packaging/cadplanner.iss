; The installer for Windows (Inno Setup 6.3 or later), from the folder that `pyinstaller build.spec` makes:
;
;   iscc /DVersion=0.1.0 resources\packaging\cadplanner.iss
;
; Written on Linux and never run: try it on one laptop before you send it to others.
; To sign: sign every .exe, .dll and .pyd of dist\cadplanner first, then add /Ssigntool=... and the SignTool line below.

#ifndef Version
  #error Say which version: iscc /DVersion=0.1.0 ...
#endif

[Setup]
AppId={{6E3F3B59-6C0B-4B0C-9B0E-5B4C7C0D3A11}
AppName=CAD Planner
AppVersion={#Version}
AppVerName=CAD Planner {#Version}
VersionInfoVersion={#Version}
SourceDir=..\..
OutputDir=dist
OutputBaseFilename=cadplanner-{#Version}-setup
SetupIconFile=resources\icons\app.ico
LicenseFile=LICENSE
DefaultDirName={autopf}\CAD Planner
DefaultGroupName=CAD Planner
DisableProgramGroupPage=yes
; without an administrator it goes into the person's own folder; IT may say /ALLUSERS, and it goes into Program Files,
; where AppLocker's usual rules let programs run
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
Compression=lzma2/max
SolidCompression=yes
CloseApplications=yes
RestartApplications=no
UninstallDisplayIcon={app}\cadplanner.exe
; SignTool=signtool

[Languages]
Name: "english"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; a library of an older version must not lie beside the newer one
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "dist\cadplanner\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\CAD Planner"; Filename: "{app}\cadplanner.exe"
Name: "{autodesktop}\CAD Planner"; Filename: "{app}\cadplanner.exe"; Tasks: desktopicon

[Run]
Filename: "{app}\cadplanner.exe"; Parameters: "selftest --out ""{app}\selftest.txt"""; StatusMsg: "Trying every part of the program..."; Flags: runhidden
Filename: "{app}\cadplanner.exe"; Description: "{cm:LaunchProgram,CAD Planner}"; Flags: nowait postinstall skipifsilent

[UninstallDelete]
Type: files; Name: "{app}\selftest.txt"

; Files (.cad), copies, settings and log are never touched: they are not the installer's to take away.
; .cad is not made to open with the program: drawing programs on the same computer may use the same ending.
