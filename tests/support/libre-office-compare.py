"""libre-office-compare.py BASE.docx DRAFT.docx RUNS

Compares the draft with its base as a person does with Edit > Track Changes > Compare Document, and prints as JSON the milliseconds of each
comparison, without the opening of the files, and how many tracked changes the last one found.
"""
import json, os, sys, time
import uno
from libre_office import office, opened, value


def compared(context, desktop, base, draft):
    document = opened(desktop, draft)
    dispatcher = context.ServiceManager.createInstanceWithContext('com.sun.star.frame.DispatchHelper', context)
    asked = (value('URL', uno.systemPathToFileUrl(base)), value('NoAcceptDialog', True))
    start = time.perf_counter()
    dispatcher.executeDispatch(document.CurrentController.Frame, '.uno:CompareDocuments', '', 0, asked)
    took = (time.perf_counter() - start) * 1000
    changes, found = document.getRedlines().createEnumeration(), 0
    while changes.hasMoreElements():
        changes.nextElement()
        found += 1
    document.close(True)
    return took, found


base, draft = (os.path.abspath(file) for file in sys.argv[1:3])
with office() as (context, desktop):
    runs = [compared(context, desktop, base, draft) for _ in range(int(sys.argv[3]))]
    print(json.dumps({'ms': [took for took, _ in runs], 'changes': runs[-1][1]}))
