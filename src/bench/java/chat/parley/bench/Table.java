package chat.parley.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table of results in Markdown, aligned for reading as plain text. */
final class Table {

    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... columns) {
        this.columns = List.of(columns);
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    static String count(double number) {
        return String.format(Locale.ROOT, number < 100 ? "%.1f" : "%,.0f", number);
    }

    static String millis(double number) {
        return String.format(Locale.ROOT, number < 10 ? "%.2f" : "%.0f", number);
    }

    static String ratio(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        line(text, columns);
        line(text, columns.stream().map(column -> "-".repeat(3)).toList());
        rows.forEach(row -> line(text, row));
        return text.toString();
    }

    private void line(StringBuilder text, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            int width = width(i);
            String cell = cells.get(i);
            String fill = (cell.startsWith("---") ? "-" : " ").repeat(width - cell.length());
            text.append(i == 0 ? "| " : " | ").append(i < 2 ? cell + fill : fill + cell);
        }
        text.append(" |\n");
    }

    private int width(int column) {
        int widest = columns.get(column).length();
        for (List<String> row : rows) {
            widest = Math.max(widest, row.get(column).length());
        }
        return Math.max(widest, 3);
    }
}
