package chat.parley.pages;

import java.util.List;

/**
 * A third-party module from a WebJar.
 *
 * @param specifier the name in our imports; null if only modules of the same WebJar import it
 * @param webJar the WebJar's name
 * @param file the path in the WebJar
 */
record Library(@org.jspecify.annotations.Nullable String specifier, String webJar, String file) {

    /** The modules of Lit that our modules need. */
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

    /** Returns the path among our assets. */
    String path() {
        return "lib/" + webJar + "/" + file;
    }

    /** Returns the location on the class path, with any version of the WebJar. */
    String location() {
        return "classpath*:META-INF/resources/webjars/" + webJar + "/*/" + file;
    }
}
