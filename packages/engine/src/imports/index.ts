/**
 * imports: foreign files as bodies. In: the files and the format of an `import_files` command. Out: one shape in millimetres, with KCL's axes.
 *
 * `readImport` decides by format; `stepShape` reads exact geometry; `meshShape` makes faceted solids of triangles, which `facets` welds and
 * groups and `facetText` writes for the kernel; `axes` turns the file's axes into KCL's.
 */
export { readImport } from "./readImport.js";
