import Glibc

/// Runs `body` with SIGPIPE held back from this thread, and drops the one it may have raised.
///
/// libcurl, told to leave signals alone, lets OpenSSL write to connections that the other side has closed. In a program
/// that does not ignore SIGPIPE, as `lua` does not, that would be its end.
func withoutBrokenPipeSignals(_ body: () -> Void) {
    var brokenPipe = sigset_t()
    sigemptyset(&brokenPipe)
    sigaddset(&brokenPipe, SIGPIPE)
    var pending = sigset_t()
    sigpending(&pending)
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, &brokenPipe, &before)
    body()
    // One that was pending already is not ours to drop.
    if sigismember(&pending, SIGPIPE) == 0 {
        var atOnce = timespec()
        while sigtimedwait(&brokenPipe, nil, &atOnce) == -1 && errno == EINTR {}
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
}
