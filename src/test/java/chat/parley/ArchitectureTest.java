package chat.parley;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Holds the structure that src/docs/architecture.md describes. */
class ArchitectureTest {

    private static final String ROOT = "chat.parley";

    /** A package uses only packages of rows below its own. */
    private static final List<Set<String>> ROWS = List.of(
            Set.of("app"),
            Set.of("gateway", "admin", "pages", "ops"),
            Set.of("message", "presence", "inbox", "invite"),
            Set.of("room", "hub"),
            Set.of("account", "roomlog"),
            Set.of("node", "audit", "settings"),
            Set.of("channel", "database", "http", "text"));

    /** Where something begins to run by itself. Everything else only describes what will run once it is subscribed. */
    private static final Map<String, String> SUBSCRIBERS = Map.ofEntries(
            Map.entry("channel.RedisChannelLayer", "the end of its connections"),
            Map.entry("channel.ClusteredRedis", "looks who serves what, from start to stop"),
            Map.entry("channel.Shards", "its links, from start to stop"),
            Map.entry("channel.RedisLife", "its connections, from start to stop"),
            Map.entry("node.Leases", "renews from start to stop"),
            Map.entry("node.Cluster", "looks at its peers from start to stop"),
            Map.entry("ops.ChannelsHealthIndicator", "watches the channel layer from start to stop"),
            Map.entry("ops.RegularBackups", "makes copies from start to stop"),
            Map.entry(
                    "database.ScheduledConnectionFactory",
                    "hands on a subscription to the driver, which works meanwhile"),
            Map.entry("database.GroupCommit", "a batch belongs to no single caller"),
            Map.entry("database.GroupRead", "a statement belongs to no single caller"),
            Map.entry("account.EndedSessions", "listens from start to stop"),
            Map.entry("account.NameUpkeep", "makes keys from start to stop"),
            Map.entry("account.SessionSweeper", "sweeps from start to stop"),
            Map.entry("roomlog.RoomLog", "a new epoch concerns everybody, not the write that noticed it"),
            Map.entry("roomlog.RoomNameUpkeep", "notes names from start to stop"),
            Map.entry("roomlog.Announcer", "publishing is a doorbell that no commit waits for"),
            Map.entry("hub.Hub", "a live room's subscription outlives who asked first; signals are doorbells"),
            Map.entry("hub.LogRepair", "a repair serves all of a room's connections"),
            Map.entry("hub.Ticks", "works at each tick, from start to stop"),
            Map.entry("presence.Presence", "the grace of a lost connection outlives it"),
            Map.entry("presence.PresenceWatch", "looks from start to stop"),
            Map.entry("message.SearchIndex", "makes an index beside everybody's work"),
            Map.entry("message.SearchUpkeep", "folds texts from start to stop"),
            Map.entry("inbox.Looks", "a room is entered for all who watch, not for who asked"),
            Map.entry("inbox.MembershipBell", "listens from start to stop; ringing is a doorbell"),
            Map.entry("inbox.InboxUpkeep", "compares from start to stop"),
            Map.entry("gateway.Draining", "the end of all connections outlives each"),
            Map.entry("gateway.Connection", "closing after a defect, when nothing is left to carry it"),
            Map.entry("gateway.ParleyConversation", "what the hub tells it comes outside of its own stream"),
            Map.entry("gateway.SeedConversation", "what the hub tells it comes outside of its own stream"),
            Map.entry("gateway.EpochWatch", "ends connections from start to stop"),
            Map.entry("gateway.SessionWatch", "ends connections from start to stop"),
            Map.entry("gateway.Silence", "looks for silent connections from start to stop"));

    private static final List<String> BLOCKING =
            List.of("block", "blockOptional", "blockFirst", "blockLast", "toIterable", "toStream");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void everyPackageStandsInARow() {
        Set<String> known = ROWS.stream().flatMap(Set::stream).collect(Collectors.toSet());

        assertThat(known).containsAll(packages());
    }

    @Test
    void packagesUseOnlyLowerRows() {
        Map<String, Integer> row = new HashMap<>();
        ROWS.forEach(names -> names.forEach(name -> row.put(name, ROWS.indexOf(names))));

        classes()
                .should(new ArchCondition<>("use only lower rows") {
                    @Override
                    public void check(JavaClass user, ConditionEvents events) {
                        user.getDirectDependenciesFromSelf().stream()
                                .filter(use -> isOurs(use.getTargetClass()))
                                .filter(use -> !packageOf(user).equals(packageOf(use.getTargetClass())))
                                .filter(use -> row.get(packageOf(use.getTargetClass())) <= row.get(packageOf(user)))
                                .forEach(use -> events.add(violation(use)));
                    }
                })
                .check(classes);
    }

    @Test
    void onlyLifecyclesSubscribe() {
        noClasses()
                .that(are(notIn(SUBSCRIBERS.keySet())))
                .should()
                .callMethodWhere(describe(
                        "subscribes to a publisher",
                        call -> call.getName().equals("subscribe")
                                && call.getTargetOwner().isAssignableTo(Publisher.class)))
                .check(classes);
    }

    @Test
    void theListOfSubscribersIsTrue() {
        Set<String> subscribing = classes.stream()
                .flatMap(user -> user.getMethodCallsFromSelf().stream())
                .filter(call -> call.getName().equals("subscribe")
                        && call.getTargetOwner().isAssignableTo(Publisher.class))
                .map(call -> nameOf(call.getOriginOwner()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(subscribing).containsExactlyInAnyOrderElementsOf(SUBSCRIBERS.keySet());
    }

    @Test
    void nothingBlocks() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "waits for a publisher",
                        call -> BLOCKING.contains(call.getName())
                                && call.getTargetOwner().isAssignableTo(Publisher.class)))
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(java.util.concurrent.CompletableFuture.class, "join")
                .orShould()
                .callMethod(java.util.concurrent.CompletableFuture.class, "get")
                .check(classes);
    }

    @Test
    void logsGoThroughTheLoggingOfSpring() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethodWhere(describe(
                        "prints a stack trace",
                        call -> call.getName().equals("printStackTrace")
                                && call.getTargetOwner().isAssignableTo(Throwable.class)))
                .check(classes);
    }

    @Test
    void timeComesFromAClock() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".app..")
                .should()
                .callMethodWhere(describe("reads the time without a clock", ArchitectureTest::readsTheTime))
                .check(classes);
    }

    @Test
    void collaboratorsComeThroughConstructors() {
        noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .check(classes);
    }

    /** Whoever starts Parley leaves out what would read these annotations: they would do nothing, without a word. */
    @Test
    void nothingAsksForAProxyAroundABean() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.aspectj..",
                        "org.springframework.cache.annotation..",
                        "org.springframework.scheduling.annotation..",
                        "org.springframework.transaction.annotation..")
                .check(classes);
    }

    @Test
    void routesAreFunctions() {
        noClasses()
                .should()
                .beMetaAnnotatedWith("org.springframework.stereotype.Controller")
                .check(classes);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .should()
                .haveNameMatching(
                        ".*\\b\\w*(Manager|Helper|Utils?|Impl|Base|D[Tt][Oo]|Common|Core|Misc)(\\d*|[A-Z$].*)?")
                .check(classes);
    }

    @Test
    void everyPackageIsNullMarked() throws ClassNotFoundException {
        for (String name : packages()) {
            assertThat(Class.forName(ROOT + "." + name + ".package-info").isAnnotationPresent(NullMarked.class))
                    .as(name)
                    .isTrue();
        }
    }

    private Set<String> packages() {
        return classes.stream().map(ArchitectureTest::packageOf).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean readsTheTime(JavaAccess<? extends CodeUnitCallTarget> call) {
        return call.getTargetOwner().getPackageName().equals("java.time")
                && call.getName().equals("now")
                && call.getTarget().getRawParameterTypes().isEmpty();
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(ROOT + ".");
    }

    /** The feature's package: the part after the root. */
    private static String packageOf(JavaClass type) {
        return type.getPackageName().substring(ROOT.length() + 1).replaceFirst("\\..*", "");
    }

    /** Package and top-level type. */
    private static String nameOf(JavaClass type) {
        return type.getName().substring(ROOT.length() + 1).replaceFirst("\\$.*", "");
    }

    private static DescribedPredicate<HasName> notIn(Set<String> names) {
        return describe(
                "not listed",
                type -> !names.contains(
                        type.getName().substring(ROOT.length() + 1).replaceFirst("\\$.*", "")));
    }

    private static ConditionEvent violation(Dependency use) {
        return SimpleConditionEvent.violated(use, use.getDescription());
    }
}
