/** Imported first by the worker, before a module is loaded. */
import { useMachineCode } from "@unbake/ground";

useMachineCode();
