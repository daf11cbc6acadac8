import '../bar.js';
import '../parley-reset.js';
