"""Tracked changes accepted and rejected by the real LibreOffice, through a macro in a profile of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Tracked" script:language="StarBasic">
Sub Resolve(folder As String, count As Integer)
  For number = 0 To count - 1
    One(folder &amp; "/" &amp; number, "Accept")
    One(folder &amp; "/" &amp; number, "Reject")
  Next
End Sub
Sub One(name As String, what As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(name &amp; ".docx", "_blank", 0, hidden())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  command = ".uno:" &amp; what &amp; "AllTrackedChanges"
  dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, Array())
  Dim filter(0) As New com.sun.star.beans.PropertyValue
  filter(0).Name = "FilterName" : filter(0).Value = "MS Word 2007 XML"
  document.storeToURL(name &amp; "-" &amp; what &amp; ".docx", filter())
  document.close(True)
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" \
library:passwordprotected="false"><library:element library:name="Tracked"/></library:library>
"""


def resolved(documents: Mapping[str, bytes], folder: Path) -> dict[str, tuple[bytes, bytes]]:
    """Every document as LibreOffice makes it when all changes are accepted, and when all are rejected."""
    work = folder / "tracked"
    work.mkdir(parents=True)
    for number, data in enumerate(documents.values()):
        (work / f"{number}.docx").write_bytes(data)
    _office(folder, "--terminate_after_init")  # makes the profile, into which the macro is then put
    library = folder / "profile" / "user" / "basic" / "Standard"
    (library / "Tracked.xba").write_text(_MACRO, encoding="utf-8")
    (library / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    _office(folder, f'macro:///Standard.Tracked.Resolve("{work.as_uri()}",{len(documents)})')
    return {
        name: ((work / f"{number}-Accept.docx").read_bytes(), (work / f"{number}-Reject.docx").read_bytes())
        for number, name in enumerate(documents)
    }


def _office(folder: Path, *arguments: str) -> None:
    program = shutil.which("soffice") or "libreoffice"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [program, profile, "--headless", "--norestore", *arguments],
        env=os.environ | {"SAL_USE_VCLPLUGIN": "svp"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=300,
        check=False,
    )
