-- Since when leases could be renewed without a break, as far as sweepers saw. One row, written at each sweep. Not logged: a server that
-- crashed, or a standby that took over, begins with an empty table, and with it the time in which every lease may be renewed again.
CREATE UNLOGGED TABLE sweep_pulse (
  one          boolean PRIMARY KEY DEFAULT true CHECK (one),
  beat_at      timestamptz(3) NOT NULL,
  steady_since timestamptz(3) NOT NULL
);
