import Glibc

/// Programs that a shell starts in the background ignore Ctrl-C, and so do those that they start; threads of Dispatch block it.
package func doNotIgnoreCtrlC() {
  signal(SIGINT, SIG_DFL)
  var signals = sigset_t()
  sigemptyset(&signals)
  sigaddset(&signals, SIGINT)
  pthread_sigmask(SIG_UNBLOCK, &signals, nil)
}
