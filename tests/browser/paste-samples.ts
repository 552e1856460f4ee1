/** Clipboard pages as the programs write them, shortened to what tells their structure. */

const wordItem = (level: number, list: number, label: string, words: string) =>
  `<p class=MsoListParagraph style='margin-left:${level * 0.5}in;text-indent:-.25in;mso-list:l0 level${level} lfo${list}'><![if !supportLists]><span
style='mso-fareast-font-family:"Times New Roman"'><span style='mso-list:Ignore'>${label}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>${words}<o:p></o:p></p>`

export const wordPage = (
  body: string,
) => `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15">
<link rel=File-List href="file:///C:/Temp/msohtmlclip1/01/clip_filelist.xml">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- /* Style Definitions */
 p.MsoNormal, li.MsoNormal {mso-style-unhide:no; margin:0cm; font-size:12.0pt; font-family:"Calibri",sans-serif;}
 p.MsoListParagraph {mso-style-priority:34; margin-left:36.0pt; color:red;}
 @list l0 {mso-list-id:1; mso-list-template-ids:1;} @list l0:level1 {mso-level-text:"%1\\.";} --></style></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->${body}<!--EndFragment--></body></html>`

export const WORD_LIST = wordPage(
  wordItem(1, 1, '3.', 'Each State Party <b>shall</b> keep a\nregister.') +
    wordItem(2, 1, '(a)', 'of requests;') +
    wordItem(2, 1, '(b)', 'of <i>answers</i>:') +
    wordItem(3, 1, '(i)', 'in writing;') +
    wordItem(3, 1, '(ii)', 'by other means.') +
    wordItem(1, 1, '4.', 'The register is public.'),
)

export const WORD_BULLETS = wordPage(
  `<p class=MsoNormal>Measures include:<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l2 level1 lfo3'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span></span><![endif]>training;</p>
<p class=MsoListParagraph style='mso-list:l2 level1 lfo3'><![if !supportLists]><span style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span>&nbsp; </span></span></span><![endif]>equipment.</p>`,
)

export const WORD_TRACKED = wordPage(
  `<p class=MsoNormal>The Parties <span class=msoDel><del cite="mailto:A%20B" datetime="2026-01-02T10:00">may</del></span><span class=msoIns><ins
cite="mailto:A%20B" datetime="2026-01-02T10:00">shall</ins></span> co<st1:place w:st="on">oper</st1:place>ate<span style='mso-comment-continuation:1'></span><span
class=MsoCommentReference><span style='font-size:8.0pt'><a style='mso-comment-reference:AB_1;mso-comment-date:20260102T1000' href="#_msocom_1">[AB1]</a></span></span><a
style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><sup>[1]</sup></span></a>.<span style='mso-hide:all;display:none'>hidden</span></p>
<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>Really?</p></div></div>
<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>See article 3.</p></div></div>`,
)

export const WORD_ARTICLE = wordPage(
  `<p class=MsoNormal align=center style='text-align:center'><b>Article&nbsp;12<o:p></o:p></b></p>
<p class=MsoNormal align=center style='text-align:center'><b>Keeping of <i>registers</i><o:p></o:p></b></p>
<p class=MsoNormal>1.<span style='mso-tab-count:1'>&nbsp;&nbsp;&nbsp;&nbsp; </span>Each State Party shall keep a register.</p>
<p class=MsoNormal style='margin-left:36.0pt'>(a)<span style='mso-tab-count:1'>&nbsp; </span>of requests;</p>
<p class=MsoNormal style='margin-left:36.0pt'>(b)<span style='mso-tab-count:1'>&nbsp; </span>of answers.</p>
<p class=MsoNormal>2.<span style='mso-tab-count:1'>&nbsp; </span>It is public.</p>
<p class=MsoNormal align=center style='text-align:center'><b>Article 13<br>Final clause</b></p>
<p class=MsoNormal>This Convention enters into force at once.</p>`,
)

export const DOCS_LIST = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1f2a"><p dir="ltr" style="line-height:1.38;"><span
style="font-size:11pt;font-family:Arial;font-weight:400;font-style:normal;">The register </span><span style="font-weight:700;font-style:normal;">shall</span><span
style="font-weight:400;font-style:italic;"> hold</span><span style="font-weight:400;">:</span></p><ol style="margin-top:0;margin-bottom:0;padding-inline-start:48px;"><li dir="ltr" style="list-style-type:lower-alpha;font-weight:400;"
aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400;">names;</span></p></li><li dir="ltr" style="list-style-type:lower-alpha;"
aria-level="1"><p dir="ltr" role="presentation"><span>dates, namely:</span></p></li><ol><li dir="ltr" style="list-style-type:lower-roman;" aria-level="2"><p
role="presentation"><span>of birth;</span></p></li><li dir="ltr" style="list-style-type:lower-roman;" aria-level="2"><p><span>of entry.</span></p></li></ol></ol></b><br class="Apple-interchange-newline">`

/** As `soffice --convert-to html` writes a numbered Word file. */
export const LIBREOFFICE = `<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><style type="text/css">
p { margin-bottom: 0.25cm; line-height: 115% } li p { color: green }</style></head><body lang="en-GB" dir="ltr"><ol start="5">
<li><p align="justify" style="margin-bottom: 0cm"><font face="Liberation Serif, serif"><font size="3" style="font-size: 12pt">The <b>Conference</b>
meets<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a> yearly.</font></font></p>
<ol type="a"><li><p>in spring;</p></li><li><p>in autumn.</p></li></ol></li></ol>
<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Rules.</p></div></body></html>`

/** Numbered paragraphs as EUR-Lex and national journals set them: a table, the label in a cell of its own. */
export const JOURNAL_TABLE = `<table><tbody><tr><td><p class="oj-normal">(a)</p></td><td><p class="oj-normal">the name;</p></td></tr></tbody></table>
<table><tbody><tr><td><p>(b)</p></td><td><p>the address, that is:</p><table><tr><td><p>(i)</p></td><td><p>street;</p></td></tr><tr><td><p>(ii)</p></td><td><p>town.</p></td></tr></table></td></tr></tbody></table>`

export const WEB_PAGE = `<html><body><!--StartFragment--><nav hidden>Menu</nav><h3 style="font-weight: 700; color: rgb(1,2,3)">Scope</h3><script>alert(1)</script>
<div>3 bis. The <a href="https://example.org" onclick="x()" style="font-weight: bold">Parties</a> &ldquo;agree&rdquo;&nbsp;on&nbsp;article&nbsp;5<img src="https://example.org/x.png" alt="pixel">.</div>
<div style="display:none">tracking</div><p><font color="red">a) first;<br>b) second</font></p><!--EndFragment--></body></html>`

export const ORDERED_LISTS = `<ol start="7"><li>seven<ol><li>one below</li><li value="4">four below</li></ol></li><li>eight</li></ol><ol reversed type="A"><li>two</li><li>one</li></ol>`
