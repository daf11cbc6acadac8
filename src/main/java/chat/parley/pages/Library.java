package chat.parley.pages;

import java.util.List;

/**
 * A module of others, from a WebJar.
 *
 * @param specifier what our modules import; null for what only other modules of the same WebJar name
 * @param webJar the WebJar's name
 * @param file inside of it
 */
record Library(@org.jspecify.annotations.Nullable String specifier, String webJar, String file) {

    /** Exactly what our modules need of Lit. */
    static final List<Library> ALL = List.of(
            new Library("lit", "lit", "index.js"),
            new Library("lit-element/lit-element.js", "lit-element", "lit-element.js"),
            new Library("@lit/reactive-element", "lit__reactive-element", "reactive-element.js"),
            new Library(null, "lit__reactive-element", "css-tag.js"),
            new Library("lit-html", "lit-html", "lit-html.js"),
            new Library("lit-html/is-server.js", "lit-html", "is-server.js"),
            new Library(null, "lit-html", "directive.js"),
            new Library(null, "lit-html", "directive-helpers.js"),
            new Library("lit/directives/repeat.js", "lit-html", "directives/repeat.js"),
            new Library("lit/directives/live.js", "lit-html", "directives/live.js"));

    /** Its path among our assets. */
    String path() {
        return "lib/" + webJar + "/" + file;
    }

    /** Where it lies in the class path; the version is the WebJar's own matter. */
    String location() {
        return "classpath*:META-INF/resources/webjars/" + webJar + "/*/" + file;
    }
}
