package methodcache.testkit;

import static methodcache.testkit.LockFaults.acquires;
import static methodcache.testkit.LockFaults.alone;
import static methodcache.testkit.LockFaults.grants;
import static methodcache.testkit.LockFaults.joined;
import static methodcache.testkit.LockFaults.keys;
import static methodcache.testkit.LockFaults.leases;
import static methodcache.testkit.LockFaults.named;
import static methodcache.testkit.LockFaults.patience;
import static methodcache.testkit.LockFaults.permits;
import static methodcache.testkit.LockFaults.releases;
import static methodcache.testkit.LockFaults.renews;
import static methodcache.testkit.LockFaults.withToken;
import static methodcache.testkit.LockFaults.wrap;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import methodcache.api.spi.LockManager;
import methodcache.api.spi.LockManager.Ask;
import methodcache.api.spi.LockManagerProvider;

/** Locks that are wrong in one way each. */
final class BrokenLocks {
    private static final Duration AGES = Duration.ofDays(1);

    private BrokenLocks() {}

    static Stream<Broken<LockManagerProvider>> all() {
        return Stream.of(ofHolders(), ofNames(), ofTokens(), ofLeases(), ofReleases(), ofWaits(), ofEnds())
                .flatMap(Function.identity());
    }

    private static Stream<Broken<LockManagerProvider>> ofHolders() {
        return Stream.of(
                Broken.of("lets everybody in", permits(n -> 1_000), "acquire_ofALockThatIsHeld_isNothing"),
                Broken.of("lets one too many in", permits(n -> n + 1), "acquire_ofALockThatIsHeld_isNothing"),
                Broken.of(
                        "lets everybody in at last",
                        permits(n -> 1_000),
                        "acquire_bySeveral_isHeldByOneAtATimeWithGrowingTokens"),
                Broken.of("lets three in", permits(n -> 3), "acquire_bySeveralWithPermits_isHeldByAsMany"),
                Broken.of("lets one in, always", permits(n -> 1), "acquire_withPermits_isGrantedToAsMany"),
                Broken.of(
                        "lets who is in in again",
                        wrap(LockFaults.Reentrant::new),
                        "acquire_ofALockThatIsHeld_isNothing"),
                Broken.of(
                        "lets nobody in",
                        acquires((right, ask) -> done(Optional.empty())),
                        "acquire_ofAFreeLock_isGranted"),
                Broken.of("is alone", alone(), "acquire_ofALockThatIsHeld_isNothing"));
    }

    private static Stream<Broken<LockManagerProvider>> ofNames() {
        String meet = "caches_ofOtherNames_neverMeet";
        String apart = "acquire_ofKeysWithAnyCharacters_keepsThemApart";
        return Stream.of(
                Broken.of("has keys in lower case", keys(key -> key.toLowerCase(Locale.ROOT)), apart),
                Broken.of("trims keys", keys(String::strip), apart),
                Broken.of("cuts keys", keys(key -> key.substring(0, Math.min(key.length(), 255))), apart),
                Broken.of("has hashes for keys", keys(key -> "" + key.hashCode() % 1_000), apart),
                Broken.of("has one cache", named(name -> "one"), meet),
                Broken.of("has cache names in lower case", named(name -> name.toLowerCase(Locale.ROOT)), meet),
                Broken.of("joins names and keys", joined(""), meet),
                Broken.of("joins names and keys by a dot", joined("."), meet),
                Broken.of("joins names and keys by a dash", joined("-"), meet),
                Broken.of("knows every option", named(name -> name), "create_ofAnUnknownOption_isRefusedByName"));
    }

    private static Stream<Broken<LockManagerProvider>> ofTokens() {
        AtomicLong back = new AtomicLong(Long.MAX_VALUE);
        return Stream.of(
                Broken.of("has one token", grants(g -> withToken(g, 7)), "token_ofLaterGrants_isGreater"),
                Broken.of(
                        "has tokens that go back",
                        grants(g -> withToken(g, back.decrementAndGet())),
                        "token_ofLaterGrants_isGreater"),
                Broken.of(
                        "has tokens of milliseconds",
                        grants(g -> withToken(g, System.currentTimeMillis())),
                        "token_ofLaterGrants_isGreater"),
                Broken.of(
                        "has tokens below 1",
                        grants(g -> withToken(g, g.token() - 1)),
                        "acquire_ofAFreeLock_isGranted"),
                Broken.of("counts by instance", wrap(LockFaults.CountsItself::new), "token_ofLaterGrants_isGreater"),
                Broken.of("counts anew", wrap(LockFaults.CountsItself::new), "token_ofInstancesMadeLater_isGreater"),
                Broken.of(
                        "counts anew when a lease ends",
                        wrap(LockFaults.CountsItself::new),
                        "token_afterALeaseThatEnded_isGreater"),
                Broken.of(
                        "draws tokens before it waits",
                        LockFaults.drawsFirst(),
                        "acquire_bySeveral_isHeldByOneAtATimeWithGrowingTokens"),
                Broken.of(
                        "has equal tokens for permits",
                        grants(g -> withToken(g, (g.token() + 2) / 3)),
                        "acquire_withPermits_isGrantedToAsMany"));
    }

    private static Stream<Broken<LockManagerProvider>> ofLeases() {
        String ends = "lease_notRenewed_endsByItself";
        return Stream.of(
                Broken.hanging("holds for ever", leases(lease -> AGES), ends),
                Broken.of("ends leases early", leases(lease -> lease.dividedBy(20)), ends),
                Broken.of("ends leases late", leases(lease -> lease.plusSeconds(1)), ends),
                Broken.of(
                        "has leases of whole seconds",
                        leases(lease -> lease.plusMillis(999).truncatedTo(ChronoUnit.SECONDS)),
                        ends),
                Broken.of(
                        "throws where a lease is too long",
                        leases(lease -> Duration.ofNanos(lease.toNanos())),
                        "lease_ofTheGreatestLength_isHeld"),
                Broken.of("doesn't renew", renews(g -> lease -> done(true)), "renew_ofALockThatIsHeld_holdsItLonger"),
                Broken.of(
                        "says that it didn't renew",
                        renews(g -> lease -> g.renew(lease).thenApply(held -> false)),
                        "renew_ofALockThatIsHeld_holdsItLonger"),
                Broken.of(
                        "says always that it renewed",
                        renews(g -> lease -> g.renew(lease).thenApply(held -> true)),
                        "renew_afterRelease_isFalseAndTakesNothing"),
                Broken.of(
                        "says that it renewed what is lost",
                        renews(g -> lease -> g.renew(lease).thenApply(held -> true)),
                        "renew_afterTheLease_isFalseAndTakesNothing"),
                Broken.of(
                        "fails to renew what is lost",
                        renews(g -> lease -> g.renew(lease).thenApply(BrokenLocks::held)),
                        "renew_afterTheLease_isFalseAndTakesNothing"),
                Broken.hanging(
                        "doesn't shorten a lease",
                        renews(g -> lease -> g.renew(lease.plus(AGES))),
                        "renew_byAShorterLease_holdsItForThat"));
    }

    private static Stream<Broken<LockManagerProvider>> ofReleases() {
        return Stream.of(
                Broken.of("doesn't release", releases(g -> done(null)), "acquire_afterRelease_isGrantedAgain"),
                Broken.of(
                        "releases who holds it now",
                        LockFaults.releasesByKey(),
                        "release_afterTheLease_leavesTheNewHolderAlone"),
                Broken.of(
                        "releases who holds it now, called again",
                        LockFaults.releasesByKey(),
                        "release_calledAgain_doesNothing"),
                Broken.of(
                        "releases another permit",
                        LockFaults.releasesAnother(),
                        "release_calledAgainWithPermits_freesNoOther"),
                Broken.of(
                        "releases the permit of who came later",
                        LockFaults.releasesByKey(),
                        "release_afterTheLeaseWithPermits_leavesAllHoldersAlone"),
                Broken.of(
                        "fails to release again",
                        releases(g -> g.renew(AGES).thenCompose(held -> held(held) ? g.release() : done(null))),
                        "release_calledAgain_doesNothing"));
    }

    private static Stream<Broken<LockManagerProvider>> ofWaits() {
        return Stream.of(
                Broken.hanging(
                        "wakes nobody", LockFaults.wakesByLease(), "release_whileOthersWait_letsOneAfterTheOtherKnow"),
                Broken.hanging(
                        "blocks", wrap(LockEndFaults.Blocks::new), "acquire_whileAnotherHolds_waitsWithoutBlocking"),
                Broken.of(
                        "doesn't wait",
                        patience(time -> Duration.ZERO),
                        "acquire_whileAnotherHolds_waitsWithoutBlocking"),
                Broken.of(
                        "waits too short",
                        patience(time -> time.dividedBy(20)),
                        "acquire_untilPatienceIsOver_isNothing"),
                Broken.of(
                        "waits too long",
                        patience(time -> time.plusSeconds(1)),
                        "acquire_untilPatienceIsOver_isNothing"),
                Broken.of(
                        "waits always",
                        patience(time -> time.plusSeconds(1)),
                        "acquire_withoutPatience_isAnsweredAtOnce"),
                Broken.of(
                        "fails when patience is over",
                        acquires((right, ask) -> right.acquire(ask).thenApply(g -> Optional.of(g.orElseThrow()))),
                        "acquire_untilPatienceIsOver_isNothing"),
                Broken.of(
                        "grants to who has gone",
                        wrap(LockEndFaults.Ghost::new),
                        "acquire_untilPatienceIsOver_takesNothing"),
                Broken.of(
                        "wakes who waits for a permit with all of them",
                        acquires((right, ask) -> right.acquire(
                                ask.patience().isZero()
                                        ? ask
                                        : new Ask(ask.key(), ask.permits() + 1, ask.lease(), ask.patience()))),
                        "acquire_withPermits_wakesWhoWaits"),
                Broken.of(
                        "throws where patience is too long",
                        patience(time -> Duration.ofNanos(time.toNanos())),
                        "acquire_withTheGreatestPatience_isGrantedWhenFree"));
    }

    private static Stream<Broken<LockManagerProvider>> ofEnds() {
        return Stream.of(
                Broken.hanging("dies", wrap(LockEndFaults.Dies::new), "acquire_afterTheServerIsBack_works"),
                Broken.hanging("waits out an outage", wrap(LockEndFaults.SilentEnd::new), "acquire_overAnOutage_ends"),
                Broken.of(
                        "takes an outage for a lock that is held",
                        wrap(LockEndFaults.EmptyEnd::new),
                        "anyCall_whileTheServerIsAway_fails"),
                Broken.of(
                        "throws when it is closed",
                        wrap(EndFaults.throwsClosed(LockManager.class)),
                        "anyCall_afterClose_givesAStageThatEnds"),
                Broken.hanging(
                        "never answers when it is closed",
                        wrap(EndFaults.silentClosed(LockManager.class)),
                        "anyCall_afterClose_givesAStageThatEnds"),
                Broken.of(
                        "closes once", wrap(EndFaults.closesOnce(LockManager.class)), "close_calledAgain_doesNothing"),
                Broken.of(
                        "lets go what it holds",
                        wrap(LockEndFaults.LetsGo::new),
                        "lease_ofAHolderThatIsClosed_holdsToItsEnd"),
                Broken.of(
                        "lets go what it holds to who waits",
                        wrap(LockEndFaults.LetsGo::new),
                        "close_byAHolderWhoWaitsToo_failsTheWaitAndKeepsTheLease"),
                Broken.of(
                        "ends waits with nothing",
                        wrap(LockEndFaults.EmptyEnd::new),
                        "close_whileSomebodyWaits_failsForThem"),
                Broken.hanging(
                        "forgets who waits",
                        wrap(LockEndFaults.SilentEnd::new),
                        "close_whileSomebodyWaits_failsForThem"),
                Broken.of(
                        "closes the others too",
                        wrap(EndFaults.closesAll(LockManager.class)),
                        "close_ofOneInstance_leavesOthersAlone"),
                Broken.of(
                        "takes null",
                        acquires((right, ask) -> ask == null ? done(Optional.empty()) : right.acquire(ask)),
                        "anyCall_withNull_throwsANullPointerException"));
    }

    private static <T> CompletableFuture<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }

    private static boolean held(boolean held) {
        if (!held) {
            throw new IllegalStateException("isn't held any more");
        }
        return true;
    }
}
