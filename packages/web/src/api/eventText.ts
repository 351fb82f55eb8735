/** Text of server-sent events (html.spec.whatwg.org, 9.2), in pieces as they come. */
export interface ServerEvent {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: unknown;
}

export class EventText {
  private rest = "";

  /** The events that are whole now. */
  add(piece: string): ServerEvent[] {
    const blocks = (this.rest + piece).split("\n\n");
    this.rest = blocks.pop() ?? "";
    return blocks.flatMap((block) => {
      const fields = new Map(block.split("\n").map((line) => [line.split(":", 1)[0], line.replace(/^[^:]*: ?/, "")]));
      const event = fields.get("event");
      const data = fields.get("data");
      if (event === undefined || data === undefined) return [];
      return [{ id: fields.get("id"), event, data: JSON.parse(data) as unknown }];
    });
  }
}
