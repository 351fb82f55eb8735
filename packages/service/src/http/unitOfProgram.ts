const setting = /^\s*@settings\([^)]*\bdefaultLengthUnit\s*=\s*(mm|cm|m|in|ft|yd)\b/m;

/** The unit that lengths without one have in a KCL program: what its settings say, else that of the language. */
export const unitOfProgram = (kcl: string): string => setting.exec(kcl)?.[1] ?? "mm";
