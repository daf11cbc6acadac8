package chat.parley.file;

/** Width and height in pixels. */
record ImageSize(int width, int height) {

    private static final long MAX_PIXELS = 40_000_000;

    /** Returns whether the picture has too many pixels for small devices. */
    boolean isTooLarge() {
        return (long) width * height > MAX_PIXELS;
    }

    boolean isEmpty() {
        return width <= 0 || height <= 0;
    }

    ImageSize turned() {
        return new ImageSize(height, width);
    }
}
