import '../bar.js';
import '../parley-api.js';
