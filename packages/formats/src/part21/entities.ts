/** Names of the entity types of ISO 10303-42, -43 and the application protocols that matter here, by the role they play. */

/** Solids with a boundary representation. */
export const brepTypes = ["MANIFOLD_SOLID_BREP", "BREP_WITH_VOIDS", "FACETED_BREP"] as const;

/** Solids that are given by construction: no boundary is in the file. */
export const constructedSolidTypes = [
  "CSG_SOLID",
  "BOOLEAN_RESULT",
  "EXTRUDED_AREA_SOLID",
  "REVOLVED_AREA_SOLID",
  "EXTRUDED_FACE_SOLID",
  "REVOLVED_FACE_SOLID",
  "SWEPT_DISK_SOLID",
  "SOLID_REPLICA",
  "HALF_SPACE_SOLID",
  "BLOCK",
  "RIGHT_CIRCULAR_CYLINDER",
  "RIGHT_CIRCULAR_CONE",
  "RIGHT_ANGULAR_WEDGE",
] as const;

export const surfaceModelTypes = ["SHELL_BASED_SURFACE_MODEL", "FACE_BASED_SURFACE_MODEL"] as const;

export const curveModelTypes = [
  "GEOMETRIC_CURVE_SET",
  "SHELL_BASED_WIREFRAME_MODEL",
  "EDGE_BASED_WIREFRAME_MODEL",
] as const;

export const tessellatedTypes = [
  "TESSELLATED_SOLID",
  "TESSELLATED_SHELL",
  "TRIANGULATED_FACE",
  "COMPLEX_TRIANGULATED_FACE",
  "TRIANGULATED_SURFACE_SET",
  "COMPLEX_TRIANGULATED_SURFACE_SET",
] as const;

/** Finite elements of AP209. */
export const meshModelTypes = [
  "NODE",
  "NODE_SET",
  "FEA_MODEL",
  "FEA_MODEL_3D",
  "VOLUME_3D_ELEMENT_REPRESENTATION",
  "SURFACE_3D_ELEMENT_REPRESENTATION",
  "CURVE_3D_ELEMENT_REPRESENTATION",
] as const;

/** Product and manufacturing information: dimensions, tolerances, datums, and the drawings of them. */
export const pmiTypes = [
  "DIMENSIONAL_SIZE",
  "DIMENSIONAL_LOCATION",
  "ANGULAR_LOCATION",
  "ANGULAR_SIZE",
  "DIRECTED_DIMENSIONAL_LOCATION",
  "GEOMETRIC_TOLERANCE",
  "ANGULARITY_TOLERANCE",
  "CIRCULAR_RUNOUT_TOLERANCE",
  "COAXIALITY_TOLERANCE",
  "CONCENTRICITY_TOLERANCE",
  "CYLINDRICITY_TOLERANCE",
  "FLATNESS_TOLERANCE",
  "LINE_PROFILE_TOLERANCE",
  "PARALLELISM_TOLERANCE",
  "PERPENDICULARITY_TOLERANCE",
  "POSITION_TOLERANCE",
  "ROUNDNESS_TOLERANCE",
  "STRAIGHTNESS_TOLERANCE",
  "SURFACE_PROFILE_TOLERANCE",
  "SYMMETRY_TOLERANCE",
  "TOTAL_RUNOUT_TOLERANCE",
  "DATUM",
  "DATUM_FEATURE",
] as const;

/** What is drawn beside the shape for people to read. */
export const annotationTypes = [
  "ANNOTATION_OCCURRENCE",
  "ANNOTATION_CURVE_OCCURRENCE",
  "ANNOTATION_FILL_AREA_OCCURRENCE",
  "ANNOTATION_TEXT_OCCURRENCE",
  "ANNOTATION_SYMBOL_OCCURRENCE",
  "TESSELLATED_ANNOTATION_OCCURRENCE",
  "DRAUGHTING_ANNOTATION_OCCURRENCE",
] as const;
