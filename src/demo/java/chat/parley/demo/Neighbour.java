package chat.parley.demo;

import java.util.Locale;

/** The residents of the house. Their username is the constant's name. */
enum Neighbour {
    MIRA("Mira Lindqvist"),
    JONAS("Jonas Weber"),
    NOOR("Noor Haddad"),
    TARIQ("Tariq Rahman"),
    HARU("佐藤はる"),
    DARIA("Дарія Коваль"),
    ANA("Ana Carvalho"),
    THEO("Theo Brandt");

    private final String displayName;

    Neighbour(String displayName) {
        this.displayName = displayName;
    }

    String username() {
        return name().toLowerCase(Locale.ROOT);
    }

    String displayName() {
        return displayName;
    }
}
