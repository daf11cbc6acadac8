package chat.parley.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The command line: names of workloads, and {@code --name=value}. */
final class Options {

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("server", "jar"),
            Map.entry("beside", ""),
            Map.entry("runs", "3"),
            Map.entry("seconds", "10"),
            Map.entry("warm-up", "15"),
            Map.entry("threads", "1"),
            Map.entry("rate", ""),
            Map.entry("longest", ""),
            Map.entry("java", "-Xmx512m"),
            Map.entry("database", "h2"),
            Map.entry("set", ""));

    private final Map<String, String> values = new TreeMap<>(DEFAULTS);
    private final List<String> workloads = new ArrayList<>();

    Options(List<String> arguments) {
        for (String argument : arguments) {
            if (!argument.startsWith("--")) {
                workloads.add(argument.toLowerCase(java.util.Locale.ROOT));
            } else if (argument.contains("=") && DEFAULTS.containsKey(name(argument))) {
                values.put(name(argument), argument.substring(argument.indexOf('=') + 1));
            } else {
                throw new IllegalArgumentException(argument + " is none of " + DEFAULTS.keySet());
            }
        }
    }

    private static String name(String argument) {
        return argument.substring(2, argument.indexOf('='));
    }

    List<String> workloads() {
        return workloads;
    }

    String text(String name) {
        return values.getOrDefault(name, "");
    }

    /** The words of a value, separated by spaces. */
    List<String> words(String name) {
        return text(name).isBlank() ? List.of() : List.of(text(name).strip().split(" +"));
    }

    int number(String name) {
        return Integer.parseInt(text(name));
    }

    /** The value as a number; 0 if it was not given. */
    double given(String name) {
        return text(name).isEmpty() ? 0 : Double.parseDouble(text(name));
    }

    double seconds(String name) {
        return Double.parseDouble(text(name));
    }
}
