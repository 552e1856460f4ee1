"""libre-office-edit.py FILE.docx SAVED.docx [FILE.docx SAVED.docx ...] < EDITS.json

Edits Word files in a LibreOffice of its own, as a person with tracking on does, and saves them as Word's. EDITS is a list of
{"op": "insert" | "delete" | "replace" | "paragraph" | "style" | "comment", "find": words, "text": words, "author": name}: each is made at
the first place where the words stand; inserted words and a new paragraph come behind them.
"""
import json, os, shutil, subprocess, sys, tempfile, time
import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK

STARTS, PAUSE = 120, 0.5


def value(name, of):
    made = PropertyValue()
    made.Name, made.Value = name, of
    return made


def connected(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext('com.sun.star.bridge.UnoUrlResolver', local)
    for _ in range(STARTS):
        try:
            return resolver.resolve('uno:pipe,name=%s;urp;StarOffice.ComponentContext' % pipe)
        except Exception:
            time.sleep(PAUSE)
    raise SystemExit('LibreOffice did not start')


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
    document = desktop.loadComponentFromURL(uno.systemPathToFileUrl(source), '_blank', 0, (value('Hidden', True),))
    document.RecordChanges = True
    for one in edits:
        sign(context, one['author'])
        edit(document, one)
    document.storeToURL(uno.systemPathToFileUrl(target), (value('FilterName', 'MS Word 2007 XML'),))
    document.close(True)


def main(files):
    edits = json.load(sys.stdin)
    profile = tempfile.mkdtemp(prefix='travaux-libre-office-')
    pipe = 'travaux%d' % os.getpid()
    command = ['soffice', '-env:UserInstallation=file://' + profile, '--headless', '--norestore', '--nologo', '--nodefault',
               '--accept=pipe,name=%s;urp;' % pipe]
    office = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        context = connected(pipe)
        desktop = context.ServiceManager.createInstanceWithContext('com.sun.star.frame.Desktop', context)
        for source, target in zip(files[::2], files[1::2]):
            edited(context, desktop, edits, source, target)
        try:
            desktop.terminate()
        except Exception:
            pass
        office.wait(20)
    finally:
        if office.poll() is None:
            os.killpg(office.pid, 15)
        shutil.rmtree(profile, ignore_errors=True)


main([os.path.abspath(file) for file in sys.argv[1:]])
