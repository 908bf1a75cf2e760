"""settings.xml and fontTable.xml."""

from __future__ import annotations

from ssnet_docs.model.report_style import ReportStyle
from ssnet_docs.writers.docx.markup import MAIN, attribute, twips

# clreq, 3.1.2 and 3.1.3: marks that may not begin a line, and marks that may not end one
_NEVER_FIRST = "!),.:;?]}¢·–—’”…‥、。〉》」』】〕〗﹐﹑﹒﹔﹕﹖﹗！），．：；？］｝～％‰°′″"
_NEVER_LAST = "([{£¥‘“〈《「『【〔〖（［｛￡￥＄"


def settings_xml(style: ReportStyle, *, update_fields: bool) -> str:
    """The settings part. `update_fields` lets Word compute all fields when the file is opened (it asks first)."""
    compatibility = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    mapping = " ".join(
        f'w:{name}="{value}"'
        for name, value in (
            *(("bg1", "light1"), ("t1", "dark1"), ("bg2", "light2"), ("t2", "dark2")),
            *((f"accent{number}", f"accent{number}") for number in range(1, 7)),
            *(("hyperlink", "hyperlink"), ("followedHyperlink", "followedHyperlink")),
        )
    )
    return (
        f'<w:settings xmlns:w="{MAIN}"><w:zoom w:percent="100"/>'
        f'<w:defaultTabStop w:val="{twips(style.body * 2)}"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:noLineBreaksAfter w:lang="zh-TW" w:val={attribute(_NEVER_LAST)}/>'
        f'<w:noLineBreaksBefore w:lang="zh-TW" w:val={attribute(_NEVER_FIRST)}/>'
        + ('<w:updateFields w:val="1"/>' if update_fields else "")
        + '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        f"<w:compat><w:balanceSingleByteDoubleByteWidth/><w:useFELayout/>{compatibility}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-TW"/>'
        f'<w:clrSchemeMapping {mapping}/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def font_table_xml(style: ReportStyle) -> str:
    """The font table: other names of the East Asian face, under which other systems have it."""
    names = ",".join(style.east_asian_names)
    other = f"<w:altName w:val={attribute(names)}/>" if names else ""
    return (
        f'<w:fonts xmlns:w="{MAIN}">'
        f"<w:font w:name={attribute(style.east_asian)}>{other}"
        '<w:panose1 w:val="03000509000000000000"/><w:charset w:val="88"/><w:family w:val="script"/>'
        '<w:pitch w:val="fixed"/><w:sig w:usb0="00000003" w:usb1="080E0000" w:usb2="00000016" w:usb3="00000000"'
        ' w:csb0="00100001" w:csb1="00000000"/></w:font>'
        f"<w:font w:name={attribute(style.latin)}>"
        '<w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/><w:sig w:usb0="E0002EFF" w:usb1="C000785B" w:usb2="00000009"'
        ' w:usb3="00000000" w:csb0="000001FF" w:csb1="00000000"/></w:font></w:fonts>'
    )
