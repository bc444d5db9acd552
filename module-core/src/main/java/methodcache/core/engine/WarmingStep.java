package methodcache.core.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import methodcache.api.CacheContext;
import org.jspecify.annotations.Nullable;

/** A call for the keys that a warming begins together. */
sealed interface WarmingStep {

    /** Makes the call; once, and before all else. */
    CompletableFuture<?> begin();

    /** How many of its keys take of the rate: all but those that the first layer had at once. */
    int taken();

    /** Counts what became of its keys; after the call has ended. */
    void tell(WarmingTally tally, @Nullable Throwable failure);

    /** Whether a call was answered on its way in, by the first layer: it leads no load that the second one could have answered. */
    private static boolean passed(Request request) {
        return request.found && !request.led;
    }

    /** Asks for one key. */
    final class One implements WarmingStep, Loading.Blocking {

        private final Engine engine;
        private final Loading.Blocking loader;
        private final String key;
        private final Request request;

        /** Why the loader failed, whatever the caller is answered with then. */
        private volatile @Nullable Throwable thrown;

        One(Engine engine, Warming.Requests requests, Loading.Blocking loader, String key) {
            this.engine = engine;
            this.loader = loader;
            this.key = key;
            this.request = requests.of(key, this);
        }

        @Override
        public @Nullable Object load(CacheContext context) throws Exception {
            try {
                return loader.load(context);
            } catch (Throwable failure) {
                thrown = failure;
                throw failure;
            }
        }

        @Override
        public CompletableFuture<?> begin() {
            return engine.callAsync(request);
        }

        @Override
        public int taken() {
            return passed(request) ? 0 : 1;
        }

        @Override
        public void tell(WarmingTally tally, @Nullable Throwable failure) {
            Throwable own = thrown;
            if (failure != null) {
                tally.failed(key, failure);
            } else if (own != null) {
                tally.failed(key, Thrown.toThrow(List.of(request.text()), own));
            } else if (request.found) {
                tally.present();
            } else {
                tally.loaded();
            }
        }
    }

    /** Asks for a batch. */
    final class Batch implements WarmingStep {

        private final StagedBulkCall call;

        Batch(Engine engine, Warming.Requests requests, BulkLoading.Blocking loader, List<String> keys) {
            Map<String, Request> asked = new LinkedHashMap<>();
            keys.forEach(key -> asked.put(key, requests.of(key, null).loaded()));
            call = new StagedBulkCall(engine, asked, loader);
        }

        @Override
        public CompletableFuture<?> begin() {
            return call.run();
        }

        @Override
        public int taken() {
            int taken = 0;
            for (BulkCall.Part part : call.parts) {
                taken += passed(part.request) ? 0 : 1;
            }
            return taken;
        }

        /** A batch that has failed tells of the first failure; here each key has its own. */
        @Override
        public void tell(WarmingTally tally, @Nullable Throwable failure) {
            for (BulkCall.Part part : call.parts) {
                Throwable own = part.request.found ? null : part.failure();
                if (own != null) {
                    tally.failed(part.userKey, own);
                } else if (part.request.found) {
                    tally.present();
                } else {
                    tally.loaded();
                }
            }
        }
    }
}
