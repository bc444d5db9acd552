package methodcache.testkit;

import static methodcache.testkit.LogFaults.alone;
import static methodcache.testkit.LogFaults.appends;
import static methodcache.testkit.LogFaults.cut;
import static methodcache.testkit.LogFaults.extents;
import static methodcache.testkit.LogFaults.named;
import static methodcache.testkit.LogFaults.reads;
import static methodcache.testkit.LogFaults.slices;
import static methodcache.testkit.LogFaults.wrap;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import methodcache.api.spi.Backplane;
import methodcache.api.spi.Backplane.Extent;
import methodcache.api.spi.Backplane.Slice;
import methodcache.api.spi.BackplaneProvider;

/** Logs that are wrong in one way each. */
final class BrokenLogs {

    private BrokenLogs() {}

    static Stream<Broken<BackplaneProvider>> all() {
        return Stream.of(ofAppends(), ofReads(), ofExtents(), ofOthers(), ofListeners(), ofEnds())
                .flatMap(Function.identity());
    }

    private static Stream<Broken<BackplaneProvider>> ofAppends() {
        return Stream.of(
                Broken.of("leaves gaps", appends(LogFaults::leavesGaps), "append_always_takesTheNextPosition"),
                Broken.of("appends twice", appends(LogFaults::appendsTwice), "append_always_takesTheNextPosition"),
                Broken.of("counts by instance", appends(LogFaults::countsItself), "append_always_takesTheNextPosition"),
                Broken.of("counts anew", appends(LogFaults::countsItself), "log_afterAllAreClosed_goesOn"),
                Broken.of(
                        "gives a position twice",
                        appends(LogFaults.looksFirst()),
                        "append_bySeveral_takesEachPositionOnce"),
                Broken.of(
                        "completes before it appends",
                        appends(LogFaults::completesBefore),
                        "read_afterAnAppendOfAnother_seesIt"),
                Broken.of(
                        "keeps equal events once",
                        appends(LogFaults::appendsOnlyNew),
                        "append_ofEqualEvents_keepsEach"));
    }

    private static Stream<Broken<BackplaneProvider>> ofReads() {
        return Stream.of(
                Broken.of("reads backwards", slices(LogFaults::reversed), "read_fromAnyPosition_isAllFromThereOn"),
                Broken.of("cuts events", slices(all -> cut(all, 65_535)), "append_ofAnySize_isKeptByteForByte"),
                Broken.of(
                        "takes no bytes for no event",
                        slices(LogFaults::withoutEmpty),
                        "append_ofAnySize_isKeptByteForByte"),
                Broken.of(
                        "reads a hundred whatever is asked for",
                        reads((right, epoch, from, most) -> right.read(epoch, from, Math.max(most, 100))),
                        "read_ofFewerThanThereAre_isTheFirstOfThem"),
                Broken.of(
                        "reads what comes after",
                        reads((right, epoch, from, most) -> right.read(epoch, from + 1, most)),
                        "read_fromAnyPosition_isAllFromThereOn"),
                Broken.of(
                        "reads the last where there is nothing",
                        reads((right, epoch, from, most) -> right.extent()
                                .thenCompose(extent ->
                                        right.read(epoch, Math.min(from, Math.max(1, extent.last())), most))),
                        "read_beyondTheEnd_isNothing"),
                Broken.of(
                        "reads positions of an int",
                        reads((right, epoch, from, most) -> right.read(epoch, Math.max(1, (int) (from + 2)), most)
                                .thenCompose(wrong ->
                                        from < Integer.MAX_VALUE ? right.read(epoch, from, most) : done(wrong))),
                        "read_beyondTheEnd_isNothing"),
                Broken.of(
                        "reads any epoch",
                        reads((right, epoch, from, most) ->
                                right.extent().thenCompose(extent -> right.read(extent.epoch(), from, most))),
                        "read_inAnotherEpoch_isNothingButTheEpochThereIs"),
                Broken.of(
                        "says the epoch that was asked for",
                        reads((right, epoch, from, most) ->
                                right.read(epoch, from, most).thenApply(slice -> new Slice(epoch, slice.events()))),
                        "read_inAnotherEpoch_isNothingButTheEpochThereIs"),
                Broken.of(
                        "says the epoch that was asked for where there was none",
                        reads((right, epoch, from, most) ->
                                right.read(epoch, from, most).thenApply(slice -> new Slice(epoch, slice.events()))),
                        "read_ofALogThatNobodyUsed_isOfTheEpochThatBegins"),
                Broken.of(
                        "fails beyond the end",
                        reads((right, epoch, from, most) -> right.read(epoch, from, most)
                                .thenApply(slice -> {
                                    if (slice.events().isEmpty()) {
                                        throw new IllegalStateException("nothing");
                                    }
                                    return slice;
                                })),
                        "read_beyondTheEnd_isNothing"),
                Broken.of("lags behind", wrap(LogFaults.Lagging::new), "read_afterAnAppendOfAnother_seesIt"),
                Broken.of(
                        "overflows by the most there is",
                        reads((right, epoch, from, most) ->
                                (int) from + most < 0 ? right.read(epoch, from, 0) : right.read(epoch, from, most)),
                        "read_ofFewerThanThereAre_isTheFirstOfThem"));
    }

    private static CompletionStage<Slice> done(Slice slice) {
        return CompletableFuture.completedFuture(slice);
    }

    private static Stream<Broken<BackplaneProvider>> ofExtents() {
        return Stream.of(
                Broken.of(
                        "ends one too early",
                        extents(e -> new Extent(e.epoch(), e.first(), Math.max(0, e.last() - 1))),
                        "extent_afterAppends_endsWithTheLast"),
                Broken.of(
                        "ends where the next would be",
                        extents(e -> new Extent(e.epoch(), e.first(), e.last() + 1)),
                        "extent_beforeTheFirstAppend_isOfAnEpochWithNothing"),
                Broken.of(
                        "begins at 0 where there is nothing",
                        extents(e -> new Extent(e.epoch(), e.last() == 0 ? 0 : e.first(), e.last())),
                        "extent_beforeTheFirstAppend_isOfAnEpochWithNothing"),
                Broken.of(
                        "says the last for the first",
                        extents(e -> new Extent(e.epoch(), Math.max(1, e.last()), e.last())),
                        "extent_afterAppends_endsWithTheLast"),
                Broken.of(
                        "has a new epoch each time",
                        extents(e -> new Extent(ClusterTests.anyCache(), e.first(), e.last())),
                        "extent_beforeTheFirstAppend_isOfAnEpochWithNothing"),
                Broken.of(
                        "has extents of long ago",
                        wrap(LogFaults.Lagging::new),
                        "extent_whileOthersAppend_isNeverBehind"),
                Broken.of(
                        "has an epoch for each instance",
                        wrap(LogFaults.OwnEpoch::new),
                        "extent_firstAskedForBySeveral_isOfOneEpoch"));
    }

    private static Stream<Broken<BackplaneProvider>> ofOthers() {
        return Stream.of(
                Broken.of("is alone", alone(), "append_always_takesTheNextPosition"),
                Broken.of(
                        "has cache names in lower case",
                        named(name -> name.toLowerCase(Locale.ROOT)),
                        "caches_ofOtherNames_neverMeet"),
                Broken.of("has one cache", named(name -> "one"), "caches_ofOtherNames_neverMeet"),
                Broken.of(
                        "takes dots and dashes for nothing",
                        named(name -> name.replaceAll("[.-]", "")),
                        "caches_ofOtherNames_neverMeet"),
                Broken.of("knows every option", named(name -> name), "create_ofAnUnknownOption_isRefusedByName"));
    }

    private static Stream<Broken<BackplaneProvider>> ofListeners() {
        return Stream.of(
                Broken.hanging("tells nobody", wrap(LogListenFaults.TellsNobody::new), "listen_andRead_seesAll"),
                Broken.hanging(
                        "tells once",
                        wrap(LogListenFaults.TellsOnce::new),
                        "listen_toAppendsOfAnother_isCalledAfterEach"),
                Broken.hanging(
                        "tells who appends",
                        wrap(LogListenFaults.TellsItself::new),
                        "listen_toAppendsOfAnother_isCalledAfterEach"),
                Broken.hanging("tells one only", LogListenFaults.tellsTheLast(), "listen_ofSeveralInstances_callsAll"),
                Broken.hanging(
                        "tells who listened last",
                        wrap(LogListenFaults.OneListener::new),
                        "listen_calledAgain_tellsBoth"),
                Broken.hanging(
                        "tells nobody any more when one is closed",
                        LogListenFaults.endsForAll(),
                        "listen_afterAnotherIsClosed_isStillCalled"));
    }

    private static Stream<Broken<BackplaneProvider>> ofEnds() {
        return Stream.of(
                Broken.of(
                        "has one epoch for ever",
                        wrap(LogFaults.OneEpoch::new),
                        "read_afterTheServerIsBack_goesOnOrIsOfAnotherEpoch"),
                Broken.hanging(
                        "forgets listeners in an outage",
                        wrap(LogListenFaults.TellsOnce::new),
                        "listen_overAnOutage_isCalledAndGoesOn"),
                Broken.of(
                        "throws when it is closed",
                        wrap(EndFaults.throwsClosed(Backplane.class)),
                        "anyCall_afterClose_givesAStageThatEnds"),
                Broken.hanging(
                        "never answers when it is closed",
                        wrap(EndFaults.silentClosed(Backplane.class)),
                        "anyCall_afterClose_givesAStageThatEnds"),
                Broken.hanging(
                        "forgets what is in flight",
                        wrap(LogListenFaults.Forgets::new),
                        "close_withOperationsInFlight_completesThem"),
                Broken.of("closes once", wrap(EndFaults.closesOnce(Backplane.class)), "close_calledAgain_doesNothing"),
                Broken.of(
                        "closes the others too",
                        wrap(EndFaults.closesAll(Backplane.class)),
                        "close_ofOneInstance_leavesOthersAlone"),
                Broken.of(
                        "takes null",
                        wrap(LogListenFaults.TakesNull::new),
                        "anyCall_withNull_throwsANullPointerException"));
    }
}
