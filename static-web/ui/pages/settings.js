import '../bar.js';
import '../parley-settings.js';
