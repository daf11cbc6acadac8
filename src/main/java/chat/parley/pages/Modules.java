package chat.parley.pages;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * Resolves module imports. Sources import each other by relative paths, which any tool understands; the import map of a
 * page maps these paths, and the names of libraries, to hashed URLs.
 */
final class Modules {

    private static final Pattern IMPORT = Pattern.compile("\\b(?:from|import)\\s*[\"']([^\"'\\s]+)[\"']");

    private final Assets assets;
    private final JsonMapper json;
    private final Map<String, String> libraries = new TreeMap<>();

    Modules(Assets assets, JsonMapper json) {
        this.assets = assets;
        this.json = json;
        for (Library library : Library.ALL) {
            if (library.specifier() != null) {
                libraries.put(library.specifier(), library.path());
            }
        }
    }

    /** Returns a module with all its transitive imports, so that a page can preload them together. */
    List<Asset> closure(String path) {
        Set<String> found = new LinkedHashSet<>();
        collect(path, found);
        return found.stream().map(assets::get).toList();
    }

    /** Returns the import map for these modules as JSON. Its URLs are relative to the page's base. */
    String importMap(List<Asset> modules) {
        Map<String, String> imports = new TreeMap<>();
        modules.forEach(module -> imports.put("./static/" + module.path(), "./" + module.url()));
        libraries.forEach((specifier, path) -> {
            Asset library = assets.get(path);
            if (modules.contains(library)) {
                imports.put(specifier, "./" + library.url());
            }
        });
        return json.writeValueAsString(Map.of("imports", imports));
    }

    private void collect(String path, Set<String> found) {
        if (!found.add(path)) {
            return;
        }
        Matcher imports = IMPORT.matcher(new String(assets.get(path).bytes(), StandardCharsets.UTF_8));
        while (imports.find()) {
            collect(resolve(path, imports.group(1)), found);
        }
    }

    private String resolve(String from, String specifier) {
        if (specifier.startsWith(".")) {
            return URI.create(from).resolve(specifier).getPath();
        }
        String library = libraries.get(specifier);
        if (library == null) {
            throw new IllegalArgumentException(
                    "static-web/" + from + " imports " + specifier + ", which is not a library");
        }
        return library;
    }
}
