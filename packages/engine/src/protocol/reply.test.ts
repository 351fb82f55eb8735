import { decode } from "@msgpack/msgpack";
import { describe, expect, it } from "vitest";
import { failureText, id, packBatchReply, packReply } from "./reply.js";
import { uuidBytes, uuidText } from "./uuid.js";

const one = "0edcccdd-3f57-5e86-84d9-90aac061b21e";
const two = "f124c577-7b49-512d-ad8e-4cc84b2c53ba";

describe("replies", () => {
  it("packs UUIDs as 16 bytes, as values and as keys", () => {
    const bytes = packReply(one, { type: "create_region", data: { region_mapping: new Map([[two, id(one)]]) } });
    const hex = Buffer.from(bytes).toString("hex");
    const bin16 = (uuid: string): string => `c410${Buffer.from(uuidBytes(uuid)).toString("hex")}`;
    // Map of one pair, key and value as bin of 16 bytes.
    expect(hex).toContain(`81${bin16(two)}${bin16(one)}`);
  });

  it("keeps the shape of Zoo's protocol", () => {
    const faces = Array.from({ length: 20 }, () => ({ face_id: id(two), cap: "none" }));
    const read = decode(packReply(one, { type: "solid3d_get_extrusion_face_info", data: { faces } })) as {
      success: boolean;
      request_id: Uint8Array;
      resp: { type: string; data: { modeling_response: { type: string; data: { faces: { face_id: Uint8Array }[] } } } };
    };
    expect(read.success).toBe(true);
    expect(uuidText(read.request_id)).toBe(one);
    expect(read.resp.data.modeling_response.type).toBe("solid3d_get_extrusion_face_info");
    expect(read.resp.data.modeling_response.data.faces).toHaveLength(20);
    expect(uuidText(read.resp.data.modeling_response.data.faces[19]!.face_id)).toBe(two);
  });

  it("answers a batch by request id", () => {
    const hex = Buffer.from(packBatchReply(one, new Map([[two, { type: "empty" }]]))).toString("hex");
    expect(hex).toContain(`c410${Buffer.from(uuidBytes(two)).toString("hex")}`);
    expect(hex).toContain(Buffer.from("modeling_batch").toString("hex"));
  });

  it("says what failed as JSON", () => {
    expect(JSON.parse(failureText(one, "no such edge"))).toMatchObject({
      success: false,
      request_id: one,
      errors: [{ message: "no such edge" }],
    });
  });

  it("refuses text that is no UUID", () => {
    expect(() => uuidBytes("face")).toThrow(/not a UUID/);
  });
});
