"""libre-office-edit.py FILE.docx SAVED.docx [FILE.docx SAVED.docx ...] < EDITS.json

Edits Word files in a LibreOffice of its own, as a person with tracking on does, and saves them as Word's. EDITS is a list of
{"op": "insert" | "delete" | "replace" | "paragraph" | "style" | "comment", "find": words, "text": words, "author": name}: each is made at
the first place where the words stand; inserted words and a new paragraph come behind them.
"""
import json, os, sys
import uno
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK
from libre_office import office, opened, value


def sign(context, author):
    provider = context.ServiceManager.createInstanceWithContext('com.sun.star.configuration.ConfigurationProvider', context)
    arguments = (value('nodepath', '/org.openoffice.UserProfile/Data'),)
    access = provider.createInstanceWithArguments('com.sun.star.configuration.ConfigurationUpdateAccess', arguments)
    given, _, family = author.partition(' ')
    access.setPropertyValue('givenname', given)
    access.setPropertyValue('sn', family)
    access.commitChanges()


def edit(document, one):
    search = document.createSearchDescriptor()
    search.SearchString = one['find']
    found = document.findFirst(search)
    if found is None:
        raise SystemExit('LibreOffice does not find: ' + one['find'])
    text, op = found.Text, one['op']
    if op == 'comment':
        note = document.createInstance('com.sun.star.text.textfield.Annotation')
        note.Content, note.Author = one['text'], one['author']
        text.insertTextContent(found, note, True)
    elif op == 'style':
        found.ParaStyleName = one['text']
    elif op in ('delete', 'replace'):
        found.setString(one['text'] if op == 'replace' else '')
    else:
        cursor = text.createTextCursorByRange(found.End)
        if op == 'paragraph':
            text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
        text.insertString(cursor, one['text'], False)


def edited(context, desktop, edits, source, target):
    document = opened(desktop, source)
    document.RecordChanges = True
    for one in edits:
        sign(context, one['author'])
        edit(document, one)
    document.storeToURL(uno.systemPathToFileUrl(target), (value('FilterName', 'MS Word 2007 XML'),))
    document.close(True)


def main(files):
    edits = json.load(sys.stdin)
    with office() as (context, desktop):
        for source, target in zip(files[::2], files[1::2]):
            edited(context, desktop, edits, source, target)


main([os.path.abspath(file) for file in sys.argv[1:]])
