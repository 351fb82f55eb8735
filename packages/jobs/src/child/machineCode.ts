/** Imported first by the child, before a module is loaded. */
import { useMachineCode } from "@unbake/ground";

useMachineCode();
