"""A LibreOffice of the test's own, driven over a pipe, and thrown away afterwards."""
import contextlib, os, shutil, subprocess, tempfile, time
import uno
from com.sun.star.beans import PropertyValue

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


@contextlib.contextmanager
def office():
    """Gives the remote context and the desktop that opens documents."""
    profile = tempfile.mkdtemp(prefix='travaux-libre-office-')
    pipe = 'travaux%d' % os.getpid()
    command = ['soffice', '-env:UserInstallation=file://' + profile, '--headless', '--norestore', '--nologo', '--nodefault',
               '--accept=pipe,name=%s;urp;' % pipe]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        context = connected(pipe)
        desktop = context.ServiceManager.createInstanceWithContext('com.sun.star.frame.Desktop', context)
        yield context, desktop
        try:
            desktop.terminate()
        except Exception:
            pass
        process.wait(20)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, 15)
        shutil.rmtree(profile, ignore_errors=True)


def opened(desktop, file):
    return desktop.loadComponentFromURL(uno.systemPathToFileUrl(file), '_blank', 0, (value('Hidden', True),))
