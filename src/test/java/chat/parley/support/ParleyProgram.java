package chat.parley.support;

import chat.parley.Parley;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The command line of a {@link ParleyProcess}: the packaged jar that the system property {@code parley.jar} names, as
 * in {@code mvn verify}, or another jar; without a jar, the compiled classes.
 */
final class ParleyProgram {

    private @Nullable String jar = System.getProperty("parley.jar");
    private final List<String> options = new ArrayList<>(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    private final List<String> added = new ArrayList<>();

    /** Sets the jar of another version. */
    void jar(Path file) {
        jar = file.toString();
    }

    /** Adds classes of a test to the class path. */
    void classes(Path folder) {
        added.add(folder.toString());
    }

    void option(String option) {
        options.add(option);
    }

    List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(Stream.concat(Stream.of(jar == null ? ownClasses() : jar), added.stream())
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(Parley.class.getName());
        return command;
    }

    /** The class path without test classes and their logging configuration. */
    private static String ownClasses() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
