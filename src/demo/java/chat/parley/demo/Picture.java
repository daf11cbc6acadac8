package chat.parley.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/** A picture that a neighbour shares, drawn when it is needed. */
enum Picture {
    LAKE("lake-at-seven.png", 1280, 853) {
        @Override
        void draw(Graphics2D canvas) {
            fill(canvas, 0, HORIZON, new Color(0x6f9fc0), new Color(0xf7d3a6));
            canvas.setColor(new Color(0xfff3d6));
            canvas.fill(new Ellipse2D.Double(820, 300, 110, 110));
            hills(canvas, 390, 60, 0.004, new Color(0x8fa9b3));
            hills(canvas, 440, 45, 0.007, new Color(0x5f8589));
            hills(canvas, 490, 25, 0.013, new Color(0x3c6360));
            fill(canvas, HORIZON, height(), new Color(0xe9c79f), new Color(0x2f5d73));
            waves(canvas);
            jetty(canvas);
        }
    },
    BEDS("beds-14-to-17.png", 900, 600) {
        @Override
        void draw(Graphics2D canvas) {
            fill(canvas, 0, height(), new Color(0xf3ecd8), new Color(0xe9dfc4));
            bed(canvas, 0, "14  mint, rhubarb", new Color(0x7fb069));
            bed(canvas, 1, "15  courgettes", new Color(0xe6aa3c));
            bed(canvas, 2, "16  broad beans", new Color(0x9a7bb5));
            bed(canvas, 3, "17  strawberries", new Color(0xd1495b));
        }
    };

    private static final int HORIZON = 530;
    private static final int PREVIEW_WIDTH = 720;

    private final String fileName;
    private final int width;
    private final int height;

    Picture(String fileName, int width, int height) {
        this.fileName = fileName;
        this.width = width;
        this.height = height;
    }

    abstract void draw(Graphics2D canvas);

    String fileName() {
        return fileName;
    }

    int height() {
        return height;
    }

    byte[] png() {
        return encoded(drawn());
    }

    /** A smaller version, as a browser makes one before it sends a picture. */
    byte[] preview() {
        int scaled = height * PREVIEW_WIDTH / width;
        BufferedImage small = new BufferedImage(PREVIEW_WIDTH, scaled, BufferedImage.TYPE_INT_RGB);
        Image source = drawn().getScaledInstance(PREVIEW_WIDTH, scaled, Image.SCALE_SMOOTH);
        paint(small, canvas -> canvas.drawImage(source, 0, 0, null));
        return encoded(small);
    }

    private BufferedImage drawn() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        paint(image, this::draw);
        return image;
    }

    private static void paint(BufferedImage image, Consumer<Graphics2D> content) {
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        content.accept(canvas);
        canvas.dispose();
    }

    private static byte[] encoded(BufferedImage image) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void fill(Graphics2D canvas, int top, int bottom, Color upper, Color lower) {
        canvas.setPaint(new GradientPaint(0, top, upper, 0, bottom, lower));
        canvas.fillRect(0, top, width, bottom - top);
    }

    void hills(Graphics2D canvas, int base, int swing, double frequency, Color color) {
        Path2D outline = new Path2D.Double();
        outline.moveTo(0, HORIZON);
        for (int x = 0; x <= width; x += 4) {
            double wave = Math.sin(x * frequency + base) + Math.sin(x * frequency * 2.3 + base) / 2;
            outline.lineTo(x, base - swing * wave);
        }
        outline.lineTo(width, HORIZON);
        outline.closePath();
        canvas.setColor(color);
        canvas.fill(outline);
    }

    void waves(Graphics2D canvas) {
        Random random = new Random(7);
        for (int i = 0; i < 160; i++) {
            int y = HORIZON + 6 + random.nextInt(height - HORIZON - 10);
            int length = 20 + (y - HORIZON) / 3 + random.nextInt(40);
            int x = random.nextInt(width);
            canvas.setColor(new Color(255, 243, 214, 20 + random.nextInt(50)));
            canvas.fillRoundRect(x, y, length, 2 + (y - HORIZON) / 90, 4, 4);
        }
    }

    void jetty(Graphics2D canvas) {
        canvas.setColor(new Color(0x3a2e28));
        canvas.setStroke(new BasicStroke(9));
        canvas.drawLine(0, 700, 430, 640);
        for (int x = 40; x <= 420; x += 95) {
            canvas.drawLine(x, 700 - x / 7, x, 770 - x / 9);
        }
    }

    void bed(Graphics2D canvas, int index, String label, Color crop) {
        int left = 40 + index % 2 * 430;
        int top = 40 + index / 2 * 270;
        canvas.setColor(new Color(0x6b4f3a));
        canvas.fillRoundRect(left, top, 390, 250, 28, 28);
        canvas.setColor(crop);
        for (int i = 0; i < 24; i++) {
            canvas.fillOval(left + 30 + i % 8 * 42, top + 70 + i / 8 * 56, 30, 30);
        }
        canvas.setColor(new Color(0xf3ecd8));
        canvas.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 26));
        canvas.drawString(label, left + 30, top + 46);
    }
}
