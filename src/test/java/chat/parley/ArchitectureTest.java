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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Enforces the structure that src/docs/architecture.md describes. */
class ArchitectureTest {

    private static final String ROOT = "chat.parley";

    /** The layers, top first. A package uses only packages of lower rows. */
    private static final List<Set<String>> ROWS = List.of(
            Set.of(""),
            Set.of("gateway", "admin", "pages", "ops"),
            Set.of("push", "webhook"),
            Set.of("search", "preview"),
            Set.of("mail", "reminder"),
            Set.of("message", "presence", "people", "inbox", "invite", "signin", "file"),
            Set.of("follower", "group"),
            Set.of("room", "hub"),
            Set.of("transport"),
            Set.of("session"),
            Set.of("account", "roomlog"),
            Set.of("task"),
            Set.of("node", "audit", "settings", "egress"),
            Set.of("blob"),
            Set.of("channel", "database", "http", "text"),
            Set.of("batch"));

    /** The only places that subscribe. Everywhere else pipelines are assembled and subscribed to by the caller. */
    private static final Map<String, String> SUBSCRIBERS = Map.ofEntries(
            Map.entry("channel.redis.RedisChannelLayer", "the end of its connections"),
            Map.entry("channel.redis.ClusteredRedis", "looks who serves what, from start to stop"),
            Map.entry("channel.redis.ShardConnectors", "its links, from start to stop"),
            Map.entry("channel.redis.RedisConnector", "its connections, from start to stop"),
            Map.entry("node.Leases", "renews from start to stop"),
            Map.entry("node.ClusterCheck", "looks at its peers from start to stop"),
            Map.entry("ops.ChannelsHealthIndicator", "watches the channel layer from start to stop"),
            Map.entry("ops.RegularBackups", "makes copies from start to stop"),
            Map.entry(
                    "database.h2.ScheduledConnectionFactory",
                    "hands on a subscription to the driver, which works meanwhile"),
            Map.entry("database.BoundedConnections", "a loan ends whether or not anybody waits for it"),
            Map.entry("batch.GroupCommit", "a batch belongs to no single caller"),
            Map.entry("batch.GroupRead", "a statement belongs to no single caller"),
            Map.entry("session.SessionEndBroadcast", "listens from start to stop"),
            Map.entry("account.DisplayNameMigration", "makes keys from start to stop"),
            Map.entry("session.SessionSweeper", "sweeps from start to stop"),
            Map.entry("roomlog.RoomLog", "a new epoch concerns everybody, not the write that noticed it"),
            Map.entry("roomlog.RoomNameUpkeep", "notes names from start to stop"),
            Map.entry("roomlog.ChangePublisher", "publishing is a doorbell that no commit waits for"),
            Map.entry("hub.Hub", "a live room's subscription outlives who asked first; signals are doorbells"),
            Map.entry("file.FileSweeper", "removes unused files from start to stop"),
            Map.entry("hub.LogRepair", "a repair serves all of a room's connections"),
            Map.entry("hub.Ticks", "works at each tick, from start to stop"),
            Map.entry("follower.FollowerDispatcher", "looks for followers from start to stop; no commit waits for it"),
            Map.entry("follower.FollowerTurns", "sends from start to stop"),
            Map.entry("presence.Presence", "the grace of a lost connection outlives it"),
            Map.entry("presence.PresenceReconciler", "looks from start to stop"),
            Map.entry("people.AccountPresence", "the grace of a lost connection outlives it"),
            Map.entry("people.PeopleBroadcast", "listens from start to stop"),
            Map.entry("task.TaskRunner", "a task belongs to the node"),
            Map.entry("task.TaskUpkeep", "counts from start to stop"),
            Map.entry("mail.DigestPlanner", "plans from start to stop"),
            Map.entry("search.SearchIndex", "makes an index beside everybody's work"),
            Map.entry("search.SearchUpkeep", "folds texts from start to stop"),
            Map.entry("push.PushFollower", "follows rooms from start to stop"),
            Map.entry("inbox.UnreadReader", "a room is entered for all who watch, not for who asked"),
            Map.entry("inbox.MembershipBroadcast", "listens from start to stop; ringing is a doorbell"),
            Map.entry("inbox.InboxReconciler", "compares from start to stop"),
            Map.entry("gateway.ConnectionDrainer", "the end of all connections outlives each"),
            Map.entry("gateway.Connection", "closing after a defect, when nothing is left to carry it"),
            Map.entry("gateway.ParleyProtocolHandler", "what the hub tells it comes outside of its own stream"),
            Map.entry("gateway.SeedProtocolHandler", "what the hub tells it comes outside of its own stream"),
            Map.entry("gateway.EpochMonitor", "ends connections from start to stop"),
            Map.entry("gateway.ListMonitor", "announces changes from start to stop"),
            Map.entry("gateway.SessionMonitor", "ends connections from start to stop"),
            Map.entry("gateway.HeartbeatMonitor", "looks for silent connections from start to stop"));

    private static final List<String> BLOCKING =
            List.of("block", "blockOptional", "blockFirst", "blockLast", "toIterable", "toStream");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void everyPackageBelongsToARow() {
        Set<String> known = ROWS.stream().flatMap(Set::stream).collect(Collectors.toSet());

        assertThat(known).containsAll(packages());
    }

    @Test
    void packagesUseOnlyLowerRows() {
        classes()
                .should(new ArchCondition<>("use only lower rows") {
                    @Override
                    public void check(JavaClass user, ConditionEvents events) {
                        user.getDirectDependenciesFromSelf().stream()
                                .filter(use -> isOurs(use.getTargetClass()))
                                .filter(use -> !packageOf(user).equals(packageOf(use.getTargetClass())))
                                .filter(use -> rowOf(use.getTargetClass()) <= rowOf(user))
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
    void listOfSubscribersIsComplete() {
        Set<String> subscribing = classes.stream()
                .flatMap(user -> user.getMethodCallsFromSelf().stream())
                .filter(call -> call.getName().equals("subscribe")
                        && call.getTargetOwner().isAssignableTo(Publisher.class))
                .map(call -> nameOf(call.getOriginOwner()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(subscribing).containsExactlyInAnyOrderElementsOf(SUBSCRIBERS.keySet());
    }

    @Test
    void mainCodeDoesNotBlock() {
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

    /** Addresses that somebody has entered are called by one package; the S3 server's address is a setting. */
    @Test
    void onlyEgressOpensConnections() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".egress")
                .and(are(notIn(Set.of("blob.S3Client"))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "reactor.netty.http.client..",
                        "java.net.http..",
                        "org.springframework.web.client..",
                        "org.springframework.web.reactive.function.client..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("reactor\\.netty\\.(tcp\\.TcpClient|udp\\.UdpClient)"
                        + "|java\\.net\\.(Socket|HttpURLConnection|URLConnection)"
                        + "|java\\.nio\\.channels\\.(Asynchronous)?SocketChannel|io\\.netty\\.bootstrap\\.Bootstrap")
                .orShould()
                .callMethodWhere(describe(
                        "opens a URL",
                        call -> call.getTargetOwner().getName().equals("java.net.URL")
                                && Set.of("openConnection", "openStream", "getContent")
                                        .contains(call.getName())))
                .check(classes);
    }

    @Test
    void loggingUsesTheFacade() {
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
    void timeIsReadFromAClock() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .callMethodWhere(describe("reads the time without a clock", ArchitectureTest::readsTheTime))
                .check(classes);
    }

    @Test
    void dependenciesAreInjectedThroughConstructors() {
        noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .check(classes);
    }

    /** The auto-configuration that handles these annotations is excluded, so they would silently have no effect. */
    @Test
    void beansNeedNoProxies() {
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
    void routesAreFunctional() {
        noClasses()
                .should()
                .beMetaAnnotatedWith("org.springframework.stereotype.Controller")
                .check(classes);
    }

    @Test
    void classNamesAvoidVagueSuffixes() {
        noClasses()
                .should()
                .haveNameMatching(
                        ".*\\b\\w*(Manager|Helper|Utils?|Impl|Base|D[Tt][Oo]|Common|Core|Misc)(\\d*|[A-Z$].*)?")
                .check(classes);
    }

    @Test
    void simpleNamesAreUnique() {
        Map<String, List<String>> named = classes.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.toList())));

        assertThat(named.values()).allSatisfy(types -> assertThat(types).hasSize(1));
    }

    @Test
    void everyPackageIsNullMarked() throws ClassNotFoundException {
        for (String name :
                new TreeSet<>(classes.stream().map(JavaClass::getPackageName).toList())) {
            assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class))
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
        return (type.getPackageName() + ".").startsWith(ROOT + ".");
    }

    /** Returns the package of the feature: the segment after the root package; empty for the root itself. */
    private static String packageOf(JavaClass type) {
        return (type.getPackageName() + ".").substring(ROOT.length() + 1).replaceFirst("\\..*", "");
    }

    private static int rowOf(JavaClass type) {
        return IntStream.range(0, ROWS.size())
                .filter(row -> ROWS.get(row).contains(packageOf(type)))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the package and the top-level type. */
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
