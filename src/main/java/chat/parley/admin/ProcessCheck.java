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
                ? LIMITS.ok("Rate limits are enabled.")
                : LIMITS.problem(
                        "Rate limits are disabled: one client can overload the server and guess passwords endlessly.",
                        "Remove parley.limits.enabled=false.");
    }

    private static Finding registration(ServerSettings settings) {
        return settings.registration() == Registration.OPEN
                ? REGISTRATION.advice(
                        "Anybody who finds this site can sign up.",
                        "If it is for people you know, require an invite, in the tab Settings.")
                : REGISTRATION.ok("Only people with an invite, or with an account made by an administrator, can join.");
    }

    private static Finding guests(ServerSettings settings) {
        return settings.guests()
                ? GUESTS.advice(
                        "Anybody can join as a guest with only a name, and read public rooms.",
                        "Turn guests off in the tab Settings if you don't need them.")
                : GUESTS.ok("Nobody can join without an account.");
    }

    private static Finding memory() {
        return Stream.of("ExitOnOutOfMemoryError", "CrashOnOutOfMemoryError").anyMatch(ProcessCheck::isOn)
                ? MEMORY.ok("This process exits if it runs out of memory, so that it can be restarted.")
                : MEMORY.advice(
                        "This process may keep running in a broken state if it runs out of memory.",
                        "Start Java with -XX:+ExitOnOutOfMemoryError, under a supervisor that restarts it.");
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
                        "Parley runs from its classes, not from a packaged jar, so its libraries could not be checked"
                                + " for known vulnerabilities.",
                        "In production, run the released jar or one built with mvn package."));
    }

    private static Finding versions(List<KnownFault> present) {
        return present.isEmpty()
                ? VERSIONS.ok("No library in this version had a known vulnerability when it was built.")
                : VERSIONS.problem(
                        present.stream()
                                .map(fault -> fault.artifact() + " before " + fault.fixedIn() + ": " + fault.fault()
                                        + " (" + fault.advisory() + ")")
                                .collect(Collectors.joining("; ", "Libraries with known vulnerabilities: ", ".")),
                        "Update Parley.");
    }
}
