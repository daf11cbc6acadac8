import '../bar.js';
import '../parley-admin.js';
