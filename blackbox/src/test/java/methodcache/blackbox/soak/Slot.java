package methodcache.blackbox.soak;

import java.util.SplittableRandom;

/** A thread that makes blocking calls one after the other, and may be interrupted in each of them, but not between. */
final class Slot {

    private Thread inCall;
    private Call call;

    synchronized void enter(Call begun) {
        inCall = Thread.currentThread();
        call = begun;
    }

    synchronized void leave() {
        inCall = null;
        call = null;
        // Whether it was set by the soak or by the cache, the call's caller has it in its exception.
        Thread.interrupted();
    }

    synchronized void interrupt(SplittableRandom random) {
        if (inCall != null && random.nextInt(4) == 0) {
            call.interrupted = true;
            inCall.interrupt();
        }
    }
}
