import { consoleContract } from './contract/console.js';
import { controlContract } from './contract/control.js';
import { definitionContract } from './contract/definitions.js';
import { openMemoryControlStore } from './contract/memory.js';
import { productHealthContract } from './contract/product-health.js';

controlContract('SQLite', openMemoryControlStore);
definitionContract('SQLite', openMemoryControlStore);
productHealthContract('SQLite', openMemoryControlStore);
consoleContract('SQLite', openMemoryControlStore);
