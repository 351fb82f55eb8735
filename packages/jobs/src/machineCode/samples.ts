/** Programs whose conversion calls what most conversions call. */
export const samples: Readonly<Record<string, string>> = {
  blindFlange: `// Blind flange
// A round plate with a raised face and eight bolt holes
// Categories: Piping, Flange
@settings(defaultLengthUnit = mm, kclVersion = 2.0)

plateDiameter = 200mm
plateThickness = 20mm
faceDiameter = 138mm
faceHeight = 3mm
boltCount = 8
boltCircleDiameter = 160mm
boltHoleDiameter = 18mm
cutterOverrun = 1mm

plateSketch = sketch(on = XY) {
  rim = circle(start = [var 100mm, var 0mm], center = [var 0mm, var 0mm])
  coincident([rim.center, ORIGIN])
  horizontal([rim.center, rim.start])
  diameter(rim) == plateDiameter
}
plate = extrude(region(segments = [plateSketch.rim]), length = plateThickness)

faceSketch = sketch(on = XY) {
  rim = circle(start = [var 69mm, var 0mm], center = [var 0mm, var 0mm])
  coincident([rim.center, ORIGIN])
  horizontal([rim.center, rim.start])
  diameter(rim) == faceDiameter
}
raisedFace = extrude(region(segments = [faceSketch.rim]), length = plateThickness + faceHeight)

boltSketch = sketch(on = offsetPlane(XY, offset = -cutterOverrun)) {
  bore = circle(start = [var 89mm, var 0mm], center = [var 80mm, var 0mm])
  horizontal([ORIGIN, bore.center])
  horizontalDistance([ORIGIN, bore.center]) == boltCircleDiameter / 2
  horizontal([bore.center, bore.start])
  diameter(bore) == boltHoleDiameter
}
boltCutters = extrude(region(segments = [boltSketch.bore]), length = plateThickness + 2 * cutterOverrun)
  |> patternCircular3d(instances = boltCount, axis = Z, center = [0, 0, 0])

blindFlange = subtract(union([plate, raisedFace]), tools = boltCutters)`,
  gearBlank: `// Gear blank in inches
// A hub with a keyed bore: inch parts stay inch parts
// Categories: Transmission
@settings(defaultLengthUnit = in, kclVersion = 1.0)

rimDiameter = 3.5
rimWidth = 0.5
hubDiameter = 1.5
hubWidth = 1.125
boreDiameter = 0.75
keyWidth = 0.1875
keyDepth = 0.09375

rim = startSketchOn(XY)
  |> circle(center = [0, 0], radius = rimDiameter / 2)
  |> extrude(length = rimWidth)
hub = startSketchOn(XY)
  |> circle(center = [0, 0], radius = hubDiameter / 2)
  |> extrude(length = hubWidth)
bore = startSketchOn(offsetPlane(XY, offset = -0.125))
  |> circle(center = [0, 0], radius = boreDiameter / 2)
  |> extrude(length = hubWidth + 0.25)
key = startSketchOn(offsetPlane(XY, offset = -0.125))
  |> startProfile(at = [-keyWidth / 2, 0])
  |> xLine(length = keyWidth)
  |> yLine(length = boreDiameter / 2 + keyDepth)
  |> xLine(length = -keyWidth)
  |> close()
  |> extrude(length = hubWidth + 0.25)

gearBlank = subtract(union([rim, hub]), tools = [bore, key])`,
  idlerShaft: `// Idler shaft
// A turned part: two bearing seats and a collar, each shoulder a step of the half profile
// Categories: Shaft, Turned part
@settings(defaultLengthUnit = mm, kclVersion = 1.0)

halfProfile = startSketchOn(XZ)
  |> startProfile(at = [0, 0])
  |> line(endAbsolute = [10, 0])
  |> line(endAbsolute = [10, 24])
  |> line(endAbsolute = [16, 24])
  |> line(endAbsolute = [16, 60])
  |> line(endAbsolute = [22, 60])
  |> line(endAbsolute = [22, 68])
  |> line(endAbsolute = [12, 68])
  |> line(endAbsolute = [12, 90])
  |> line(endAbsolute = [11, 91])
  |> line(endAbsolute = [0, 91])
  |> close()

shaft = revolve(halfProfile, axis = Y)`,
  mountingBracket: `// Mounting bracket
// An L of sheet metal thickness with two holes in each leg
// Categories: Bracket
@settings(defaultLengthUnit = mm, kclVersion = 1.0)

legLength = 60
legHeight = 45
wallThickness = 5
bracketWidth = 40
holeDiameter = 6.6

side = startSketchOn(XZ)
  |> startProfile(at = [0, 0])
  |> xLine(length = legLength)
  |> yLine(length = wallThickness)
  |> xLine(length = wallThickness - legLength)
  |> yLine(length = legHeight - wallThickness)
  |> xLine(length = -wallThickness)
  |> close()
blank = extrude(side, length = bracketWidth)

floorHoles = startSketchOn(offsetPlane(XY, offset = -1))
  |> circle(center = [legLength - 15, -10], radius = holeDiameter / 2)
  |> extrude(length = wallThickness + 2)
  |> patternLinear3d(instances = 2, distance = 20, axis = [0, -1, 0])

wallHoles = startSketchOn(offsetPlane(YZ, offset = -1))
  |> circle(center = [-10, legHeight - 12], radius = holeDiameter / 2)
  |> extrude(length = wallThickness + 2)
  |> patternLinear3d(instances = 2, distance = 20, axis = [0, -1, 0])

bracket = subtract(blank, tools = [floorHoles, wallHoles])`,
};
