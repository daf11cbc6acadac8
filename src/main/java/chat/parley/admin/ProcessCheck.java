package chat.parley.admin;

import chat.parley.admin.Finding.Subject;
import chat.parley.http.LimitProperties;
import chat.parley.node.KnownFault;
import chat.parley.node.KnownFaults;
import chat.parley.settings.Registration;
import chat.parley.settings.ServerSettings;
import chat.parley.settings.Settings;
import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Checks the options of this process, the settings of the installation, and the versions of the libraries. */
@Component
class ProcessCheck {

    private static final Subject LIMITS = new Subject("limits", "Limits");
    private static final Subject REGISTRATION = new Subject("registration", "Registration");
    private static final Subject GUESTS = new Subject("guests", "Guests");
    private static final Subject MEMORY = new Subject("memory", "Memory");
    private static final Subject VERSIONS = new Subject("versions", "Versions");

    private final LimitProperties limits;
    private final Settings settings;
    private final KnownFaults faults;

    ProcessCheck(LimitProperties limits, Settings settings, KnownFaults faults) {
        this.limits = limits;
        this.settings = settings;
        this.faults = faults;
    }

    Flux<Finding> all() {
        return Flux.concat(
                Mono.fromSupplier(this::limits),
                settings.current().flatMapMany(current -> Flux.just(registration(current), guests(current))),
                Mono.fromSupplier(ProcessCheck::memory),
                versions());
    }

    private Finding limits() {
        return limits.enabled()
                ? LIMITS.ok("Rates are limited.")
                : LIMITS.problem(
                        "Rates are not limited: one client can occupy the server, and guess passwords without end.",
                        "Remove parley.limits.enabled=false.");
    }

    private static Finding registration(ServerSettings settings) {
        return settings.registration() == Registration.OPEN
                ? REGISTRATION.advice(
                        "Anybody who finds this site can sign up.",
                        "If it is for people you know, let only those in who have an invite: tab Settings.")
                : REGISTRATION.ok("Only people who were invited, or whom administrators made an account, come in.");
    }

    private static Finding guests(ServerSettings settings) {
        return settings.guests()
                ? GUESTS.advice(
                        "Anybody can enter with a name alone, and read public rooms.",
                        "Turn guests off if you don't need them: tab Settings.")
                : GUESTS.ok("Nobody enters without an account.");
    }

    private static Finding memory() {
        return Stream.of("ExitOnOutOfMemoryError", "CrashOnOutOfMemoryError").anyMatch(ProcessCheck::isOn)
                ? MEMORY.ok("This process ends if it runs out of memory, so that it can be started again.")
                : MEMORY.advice(
                        "This process may go on half-dead if it runs out of memory.",
                        "Start java with -XX:+ExitOnOutOfMemoryError, under something that starts it again.");
    }

    private static boolean isOn(String option) {
        try {
            return Boolean.parseBoolean(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption(option)
                    .getValue());
        } catch (IllegalArgumentException anotherJvm) {
            return false;
        }
    }

    private Mono<Finding> versions() {
        return faults.present()
                .map(ProcessCheck::versions)
                .onErrorReturn(VERSIONS.advice(
                        "Parley runs from its classes, not from a packaged jar, so its libraries could not be compared with"
                                + " known faults.",
                        "In production, run the released jar or one that mvn package made."));
    }

    private static Finding versions(List<KnownFault> present) {
        return present.isEmpty()
                ? VERSIONS.ok("No library in this version has a fault that was known when it was built.")
                : VERSIONS.problem(
                        present.stream()
                                .map(fault -> fault.artifact() + " before " + fault.fixedIn() + ": " + fault.fault()
                                        + " (" + fault.advisory() + ")")
                                .collect(Collectors.joining("; ", "Libraries have known faults: ", ".")),
                        "Update Parley.");
    }
}
