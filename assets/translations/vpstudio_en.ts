<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
  <context>
    <name>Settings</name>
    <message>
      <source>-1 to 1</source>
      <translation>-1 to 1</translation>
    </message>
    <message>
      <source>0 finds a good one.</source>
      <translation>0 finds a good one.</translation>
    </message>
    <message>
      <source>0 is automatic.</source>
      <translation>0 is automatic.</translation>
    </message>
    <message>
      <source>0 to 1</source>
      <translation>0 to 1</translation>
    </message>
    <message>
      <source>0: no floor, everything is far away.</source>
      <translation>0: no floor, everything is far away.</translation>
    </message>
    <message>
      <source>0: on the actor, or as the lens reports.</source>
      <translation>0: on the actor, or as the lens reports.</translation>
    </message>
    <message>
      <source>1 just fills the picture.</source>
      <translation>1 just fills the picture.</translation>
    </message>
    <message>
      <source>1080p</source>
      <translation>1080p</translation>
    </message>
    <message>
      <source>127.0.0.1 hears this machine alone, 0.0.0.0 the network.</source>
      <translation>127.0.0.1 hears this machine alone, 0.0.0.0 the network.</translation>
    </message>
    <message>
      <source>127.0.0.1 is this machine alone; 0.0.0.0 lets the whole network watch.</source>
      <translation>127.0.0.1 is this machine alone; 0.0.0.0 lets the whole network watch.</translation>
    </message>
    <message>
      <source>2 to 8 capital letters or digits; every clip's name starts with it.</source>
      <translation>2 to 8 capital letters or digits; every clip's name starts with it.</translation>
    </message>
    <message>
      <source>255 listens to every camera.</source>
      <translation>255 listens to every camera.</translation>
    </message>
    <message>
      <source>35 mm full frame: 36. Super 35: 24.9. Micro 4/3: 17.3.</source>
      <translation>35 mm full frame: 36. Super 35: 24.9. Micro 4/3: 17.3.</translation>
    </message>
    <message>
      <source>720p</source>
      <translation>720p</translation>
    </message>
    <message>
      <source>A .cdl, .cc or .ccc file; laid on first.</source>
      <translation>A .cdl, .cc or .ccc file; laid on first.</translation>
    </message>
    <message>
      <source>A .cube file for a picture as on a screen.</source>
      <translation>A .cube file for a picture as on a screen.</translation>
    </message>
    <message>
      <source>A number such as 25 or 29.97, or a fraction such as 30000/1001.</source>
      <translation>A number such as 25 or 29.97, or a fraction such as 30000/1001.</translation>
    </message>
    <message>
      <source>A picture, a folder of pictures, or a pattern: shot_####.png, shot.%04d.png.</source>
      <translation>A picture, a folder of pictures, or a pattern: shot_####.png, shot.%04d.png.</translation>
    </message>
    <message>
      <source>ACES 2.0</source>
      <translation>ACES 2.0</translation>
    </message>
    <message>
      <source>AI and green screen</source>
      <translation>AI and green screen</translation>
    </message>
    <message>
      <source>AI matte</source>
      <translation>AI matte</translation>
    </message>
    <message>
      <source>AI matter</source>
      <translation>AI matter</translation>
    </message>
    <message>
      <source>AI matter values</source>
      <translation>AI matter values</translation>
    </message>
    <message>
      <source>ARRI LogC3</source>
      <translation>ARRI LogC3</translation>
    </message>
    <message>
      <source>ARRI LogC4</source>
      <translation>ARRI LogC4</translation>
    </message>
    <message>
      <source>Above 1 the soft edge grows fuller.</source>
      <translation>Above 1 the soft edge grows fuller.</translation>
    </message>
    <message>
      <source>Accept wrong checksums</source>
      <translation>Accept wrong checksums</translation>
    </message>
    <message>
      <source>Across the water</source>
      <translation>Across the water</translation>
    </message>
    <message>
      <source>Actor's key light</source>
      <translation>Actor's key light</translation>
    </message>
    <message>
      <source>Address</source>
      <translation>Address</translation>
    </message>
    <message>
      <source>Along the cable</source>
      <translation>Along the cable</translation>
    </message>
    <message>
      <source>Along the long side of the sensor. Most webcams: 60 to 78.</source>
      <translation>Along the long side of the sensor. Most webcams: 60 to 78.</translation>
    </message>
    <message>
      <source>Along the terrace</source>
      <translation>Along the terrace</translation>
    </message>
    <message>
      <source>Ambient motion</source>
      <translation>Ambient motion</translation>
    </message>
    <message>
      <source>Amount</source>
      <translation>Amount</translation>
    </message>
    <message>
      <source>An .onnx model. vpstudio brings none and downloads none.</source>
      <translation>An .onnx model. vpstudio brings none and downloads none.</translation>
    </message>
    <message>
      <source>Angle</source>
      <translation>Angle</translation>
    </message>
    <message>
      <source>As drawn</source>
      <translation>As drawn</translation>
    </message>
    <message>
      <source>As on a screen</source>
      <translation>As on a screen</translation>
    </message>
    <message>
      <source>As the angle is made for, until you set it.</source>
      <translation>As the angle is made for, until you set it.</translation>
    </message>
    <message>
      <source>As the camera shows</source>
      <translation>As the camera shows</translation>
    </message>
    <message>
      <source>As typed</source>
      <translation>As typed</translation>
    </message>
    <message>
      <source>Audience</source>
      <translation>Audience</translation>
    </message>
    <message>
      <source>Automatic</source>
      <translation>Automatic</translation>
    </message>
    <message>
      <source>Back</source>
      <translation>Back</translation>
    </message>
    <message>
      <source>Back seat</source>
      <translation>Back seat</translation>
    </message>
    <message>
      <source>Back seat, from the side</source>
      <translation>Back seat, from the side</translation>
    </message>
    <message>
      <source>Background picture</source>
      <translation>Background picture</translation>
    </message>
    <message>
      <source>Balance</source>
      <translation>Balance</translation>
    </message>
    <message>
      <source>Banquet and wedding hall</source>
      <translation>Banquet and wedding hall</translation>
    </message>
    <message>
      <source>Beep</source>
      <translation>Beep</translation>
    </message>
    <message>
      <source>Before the arch</source>
      <translation>Before the arch</translation>
    </message>
    <message>
      <source>Before the city</source>
      <translation>Before the city</translation>
    </message>
    <message>
      <source>Before the hall</source>
      <translation>Before the hall</translation>
    </message>
    <message>
      <source>Before the shops</source>
      <translation>Before the shops</translation>
    </message>
    <message>
      <source>Before the station</source>
      <translation>Before the station</translation>
    </message>
    <message>
      <source>Before the tea house</source>
      <translation>Before the tea house</translation>
    </message>
    <message>
      <source>Before the throne</source>
      <translation>Before the throne</translation>
    </message>
    <message>
      <source>Bend</source>
      <translation>Bend</translation>
    </message>
    <message>
      <source>Bend the set like the lens</source>
      <translation>Bend the set like the lens</translation>
    </message>
    <message>
      <source>Between the seats, to the front</source>
      <translation>Between the seats, to the front</translation>
    </message>
    <message>
      <source>Black by</source>
      <translation>Black by</translation>
    </message>
    <message>
      <source>Black clip</source>
      <translation>Black clip</translation>
    </message>
    <message>
      <source>Black code</source>
      <translation>Black code</translation>
    </message>
    <message>
      <source>Blue hour</source>
      <translation>Blue hour</translation>
    </message>
    <message>
      <source>Boat</source>
      <translation>Boat</translation>
    </message>
    <message>
      <source>Bridge and pagoda</source>
      <translation>Bridge and pagoda</translation>
    </message>
    <message>
      <source>Browser page</source>
      <translation>Browser page</translation>
    </message>
    <message>
      <source>By lens and T-stop</source>
      <translation>By lens and T-stop</translation>
    </message>
    <message>
      <source>By softness</source>
      <translation>By softness</translation>
    </message>
    <message>
      <source>By the candles</source>
      <translation>By the candles</translation>
    </message>
    <message>
      <source>By the real lens the set is as soft as that lens would show it; else as soft as the softness says.</source>
      <translation>By the real lens the set is as soft as that lens would show it; else as soft as the softness says.</translation>
    </message>
    <message>
      <source>CEO office</source>
      <translation>CEO office</translation>
    </message>
    <message>
      <source>CUDA</source>
      <translation>CUDA</translation>
    </message>
    <message>
      <source>Camera</source>
      <translation>Camera</translation>
    </message>
    <message>
      <source>Camera codes</source>
      <translation>Camera codes</translation>
    </message>
    <message>
      <source>Camera delay</source>
      <translation>Camera delay</translation>
    </message>
    <message>
      <source>Camera number</source>
      <translation>Camera number</translation>
    </message>
    <message>
      <source>Candles and lanterns lit</source>
      <translation>Candles and lanterns lit</translation>
    </message>
    <message>
      <source>Canon Log 3</source>
      <translation>Canon Log 3</translation>
    </message>
    <message>
      <source>Car interior</source>
      <translation>Car interior</translation>
    </message>
    <message>
      <source>Card on the rear shelf; empty for none.</source>
      <translation>Card on the rear shelf; empty for none.</translation>
    </message>
    <message>
      <source>Centre, forward</source>
      <translation>Centre, forward</translation>
    </message>
    <message>
      <source>Centre, right</source>
      <translation>Centre, right</translation>
    </message>
    <message>
      <source>Centre, up</source>
      <translation>Centre, up</translation>
    </message>
    <message>
      <source>Chair back</source>
      <translation>Chair back</translation>
    </message>
    <message>
      <source>Chandelier and windows</source>
      <translation>Chandelier and windows</translation>
    </message>
    <message>
      <source>Choke</source>
      <translation>Choke</translation>
    </message>
    <message>
      <source>Clean plate</source>
      <translation>Clean plate</translation>
    </message>
    <message>
      <source>Clockwise, until the picture stands upright.</source>
      <translation>Clockwise, until the picture stands upright.</translation>
    </message>
    <message>
      <source>Code</source>
      <translation>Code</translation>
    </message>
    <message>
      <source>Colour decision (CDL)</source>
      <translation>Colour decision (CDL)</translation>
    </message>
    <message>
      <source>Colour difference</source>
      <translation>Colour difference</translation>
    </message>
    <message>
      <source>Colour fringes by</source>
      <translation>Colour fringes by</translation>
    </message>
    <message>
      <source>Colour shift</source>
      <translation>Colour shift</translation>
    </message>
    <message>
      <source>Core</source>
      <translation>Core</translation>
    </message>
    <message>
      <source>Core ML</source>
      <translation>Core ML</translation>
    </message>
    <message>
      <source>Counts where the lens was measured.</source>
      <translation>Counts where the lens was measured.</translation>
    </message>
    <message>
      <source>Darker corners</source>
      <translation>Darker corners</translation>
    </message>
    <message>
      <source>Day</source>
      <translation>Day</translation>
    </message>
    <message>
      <source>Delay</source>
      <translation>Delay</translation>
    </message>
    <message>
      <source>Demo actor</source>
      <translation>Demo actor</translation>
    </message>
    <message>
      <source>Denoise</source>
      <translation>Denoise</translation>
    </message>
    <message>
      <source>Depth</source>
      <translation>Depth</translation>
    </message>
    <message>
      <source>Depth of field</source>
      <translation>Depth of field</translation>
    </message>
    <message>
      <source>Desk and lamp</source>
      <translation>Desk and lamp</translation>
    </message>
    <message>
      <source>Despill</source>
      <translation>Despill</translation>
    </message>
    <message>
      <source>Difference</source>
      <translation>Difference</translation>
    </message>
    <message>
      <source>Difference to the clean plate</source>
      <translation>Difference to the clean plate</translation>
    </message>
    <message>
      <source>Difference values</source>
      <translation>Difference values</translation>
    </message>
    <message>
      <source>DirectML</source>
      <translation>DirectML</translation>
    </message>
    <message>
      <source>Distance by</source>
      <translation>Distance by</translation>
    </message>
    <message>
      <source>Distance of the wall</source>
      <translation>Distance of the wall</translation>
    </message>
    <message>
      <source>Distance to actor</source>
      <translation>Distance to actor</translation>
    </message>
    <message>
      <source>Down the corridor</source>
      <translation>Down the corridor</translation>
    </message>
    <message>
      <source>Down the street</source>
      <translation>Down the street</translation>
    </message>
    <message>
      <source>Downsample ratio</source>
      <translation>Downsample ratio</translation>
    </message>
    <message>
      <source>Dusk</source>
      <translation>Dusk</translation>
    </message>
    <message>
      <source>Edge gamma</source>
      <translation>Edge gamma</translation>
    </message>
    <message>
      <source>Edge refinement</source>
      <translation>Edge refinement</translation>
    </message>
    <message>
      <source>Edge width</source>
      <translation>Edge width</translation>
    </message>
    <message>
      <source>Edges of the set become as soft as the camera's own. Unmeasured, the set stays as drawn.</source>
      <translation>Edges of the set become as soft as the camera's own. Unmeasured, the set stays as drawn.</translation>
    </message>
    <message>
      <source>Empty for none.</source>
      <translation>Empty for none.</translation>
    </message>
    <message>
      <source>Empty takes the first one.</source>
      <translation>Empty takes the first one.</translation>
    </message>
    <message>
      <source>Encoder</source>
      <translation>Encoder</translation>
    </message>
    <message>
      <source>Episode</source>
      <translation>Episode</translation>
    </message>
    <message>
      <source>Exposure</source>
      <translation>Exposure</translation>
    </message>
    <message>
      <source>Falling, and on the ground.</source>
      <translation>Falling, and on the ground.</translation>
    </message>
    <message>
      <source>Fast mover on green</source>
      <translation>Fast mover on green</translation>
    </message>
    <message>
      <source>Feather</source>
      <translation>Feather</translation>
    </message>
    <message>
      <source>Feet, else as typed</source>
      <translation>Feet, else as typed</translation>
    </message>
    <message>
      <source>Feet, else his size</source>
      <translation>Feet, else his size</translation>
    </message>
    <message>
      <source>Field of view</source>
      <translation>Field of view</translation>
    </message>
    <message>
      <source>File</source>
      <translation>File</translation>
    </message>
    <message>
      <source>Fill the frame</source>
      <translation>Fill the frame</translation>
    </message>
    <message>
      <source>Fills thin places well inside a keyed actor.</source>
      <translation>Fills thin places well inside a keyed actor.</translation>
    </message>
    <message>
      <source>Fire in the hearth</source>
      <translation>Fire in the hearth</translation>
    </message>
    <message>
      <source>Fit</source>
      <translation>Fit</translation>
    </message>
    <message>
      <source>Floor reaches</source>
      <translation>Floor reaches</translation>
    </message>
    <message>
      <source>Focal length</source>
      <translation>Focal length</translation>
    </message>
    <message>
      <source>Focus distance</source>
      <translation>Focus distance</translation>
    </message>
    <message>
      <source>Follow the camera</source>
      <translation>Follow the camera</translation>
    </message>
    <message>
      <source>Follows the camera</source>
      <translation>Follows the camera</translation>
    </message>
    <message>
      <source>Foreign city</source>
      <translation>Foreign city</translation>
    </message>
    <message>
      <source>Format</source>
      <translation>Format</translation>
    </message>
    <message>
      <source>Forward</source>
      <translation>Forward</translation>
    </message>
    <message>
      <source>Frame rate</source>
      <translation>Frame rate</translation>
    </message>
    <message>
      <source>FreeD</source>
      <translation>FreeD</translation>
    </message>
    <message>
      <source>Fringe width</source>
      <translation>Fringe width</translation>
    </message>
    <message>
      <source>From the light to the computer.</source>
      <translation>From the light to the computer.</translation>
    </message>
    <message>
      <source>Glass cabin over the city</source>
      <translation>Glass cabin over the city</translation>
    </message>
    <message>
      <source>Glow of lights</source>
      <translation>Glow of lights</translation>
    </message>
    <message>
      <source>Golden hour</source>
      <translation>Golden hour</translation>
    </message>
    <message>
      <source>Grain</source>
      <translation>Grain</translation>
    </message>
    <message>
      <source>Grain by</source>
      <translation>Grain by</translation>
    </message>
    <message>
      <source>Grain size</source>
      <translation>Grain size</translation>
    </message>
    <message>
      <source>Green screen</source>
      <translation>Green screen</translation>
    </message>
    <message>
      <source>Grey card code</source>
      <translation>Grey card code</translation>
    </message>
    <message>
      <source>Guests</source>
      <translation>Guests</translation>
    </message>
    <message>
      <source>Hangs in the corridor; empty for none.</source>
      <translation>Hangs in the corridor; empty for none.</translation>
    </message>
    <message>
      <source>Height</source>
      <translation>Height</translation>
    </message>
    <message>
      <source>Height it was taken at</source>
      <translation>Height it was taken at</translation>
    </message>
    <message>
      <source>Heritage canal quay</source>
      <translation>Heritage canal quay</translation>
    </message>
    <message>
      <source>His shadow on the real cloth, laid on the set. Needs a clean plate.</source>
      <translation>His shadow on the real cloth, laid on the set. Needs a clean plate.</translation>
    </message>
    <message>
      <source>Horizon</source>
      <translation>Horizon</translation>
    </message>
    <message>
      <source>Hospital</source>
      <translation>Hospital</translation>
    </message>
    <message>
      <source>How closely an AI matte follows the picture's edges.</source>
      <translation>How closely an AI matte follows the picture's edges.</translation>
    </message>
    <message>
      <source>How dark the actor's shadow on the set is.</source>
      <translation>How dark the actor's shadow on the set is.</translation>
    </message>
    <message>
      <source>How dark the floor is where feet stand on it.</source>
      <translation>How dark the floor is where feet stand on it.</translation>
    </message>
    <message>
      <source>How far beyond the camera's noise a pixel must differ to be actor.</source>
      <translation>How far beyond the camera's noise a pixel must differ to be actor.</translation>
    </message>
    <message>
      <source>How far down the picture its horizon lies; it is kept at the camera's eye level.</source>
      <translation>How far down the picture its horizon lies; it is kept at the camera's eye level.</translation>
    </message>
    <message>
      <source>How far the actor's edge takes on the colour of the set behind.</source>
      <translation>How far the actor's edge takes on the colour of the set behind.</translation>
    </message>
    <message>
      <source>How far the cloth's own folds and shadows are followed, pixel by pixel.</source>
      <translation>How far the cloth's own folds and shadows are followed, pixel by pixel.</translation>
    </message>
    <message>
      <source>How long to wait for a picture before trying again.</source>
      <translation>How long to wait for a picture before trying again.</translation>
    </message>
    <message>
      <source>How many pictures before it ends; 0 goes on for ever.</source>
      <translation>How many pictures before it ends; 0 goes on for ever.</translation>
    </message>
    <message>
      <source>How much darker a shadow may make the room.</source>
      <translation>How much darker a shadow may make the room.</translation>
    </message>
    <message>
      <source>How much farther out red is drawn than blue in the corners of the camera's picture.</source>
      <translation>How much farther out red is drawn than blue in the corners of the camera's picture.</translation>
    </message>
    <message>
      <source>How much more until it is wholly actor.</source>
      <translation>How much more until it is wholly actor.</translation>
    </message>
    <message>
      <source>How much of the key is taken from a smoothed copy of the picture.</source>
      <translation>How much of the key is taken from a smoothed copy of the picture.</translation>
    </message>
    <message>
      <source>How much of the screen's colour is taken off the actor.</source>
      <translation>How much of the screen's colour is taken off the actor.</translation>
    </message>
    <message>
      <source>How much older the tracker's news is than the picture.</source>
      <translation>How much older the tracker's news is than the picture.</translation>
    </message>
    <message>
      <source>How scene light becomes codes, for the set and for a camera that records log.</source>
      <translation>How scene light becomes codes, for the set and for a camera that records log.</translation>
    </message>
    <message>
      <source>How soft the far set is, as if focused on the actor.</source>
      <translation>How soft the far set is, as if focused on the actor.</translation>
    </message>
    <message>
      <source>ImageNet</source>
      <translation>ImageNet</translation>
    </message>
    <message>
      <source>In a storm.</source>
      <translation>In a storm.</translation>
    </message>
    <message>
      <source>In a storm; it lights the actor too.</source>
      <translation>In a storm; it lights the actor too.</translation>
    </message>
    <message>
      <source>In front of the actor</source>
      <translation>In front of the actor</translation>
    </message>
    <message>
      <source>In the gilt frame over the fire; empty for none.</source>
      <translation>In the gilt frame over the fire; empty for none.</translation>
    </message>
    <message>
      <source>In the hall</source>
      <translation>In the hall</translation>
    </message>
    <message>
      <source>In the state Rain.</source>
      <translation>In the state Rain.</translation>
    </message>
    <message>
      <source>In the ward</source>
      <translation>In the ward</translation>
    </message>
    <message>
      <source>In use</source>
      <translation>In use</translation>
    </message>
    <message>
      <source>Input range</source>
      <translation>Input range</translation>
    </message>
    <message>
      <source>Input size</source>
      <translation>Input size</translation>
    </message>
    <message>
      <source>Keep inside</source>
      <translation>Keep inside</translation>
    </message>
    <message>
      <source>Keep props</source>
      <translation>Keep props</translation>
    </message>
    <message>
      <source>Keep solid things before the screen that hang together with the actor or stand free.</source>
      <translation>Keep solid things before the screen that hang together with the actor or stand free.</translation>
    </message>
    <message>
      <source>Key space</source>
      <translation>Key space</translation>
    </message>
    <message>
      <source>Keyer</source>
      <translation>Keyer</translation>
    </message>
    <message>
      <source>Keyer values</source>
      <translation>Keyer values</translation>
    </message>
    <message>
      <source>Lamp level</source>
      <translation>Lamp level</translation>
    </message>
    <message>
      <source>Lamps on</source>
      <translation>Lamps on</translation>
    </message>
    <message>
      <source>Lantern feast</source>
      <translation>Lantern feast</translation>
    </message>
    <message>
      <source>Larger: everything is larger.</source>
      <translation>Larger: everything is larger.</translation>
    </message>
    <message>
      <source>Left</source>
      <translation>Left</translation>
    </message>
    <message>
      <source>Lens</source>
      <translation>Lens</translation>
    </message>
    <message>
      <source>Lens crops the plate too</source>
      <translation>Lens crops the plate too</translation>
    </message>
    <message>
      <source>Lens known by</source>
      <translation>Lens known by</translation>
    </message>
    <message>
      <source>Lifts the horizon to the camera's level.</source>
      <translation>Lifts the horizon to the camera's level.</translation>
    </message>
    <message>
      <source>Light of the set that bends round the actor's edge.</source>
      <translation>Light of the set that bends round the actor's edge.</translation>
    </message>
    <message>
      <source>Light wrap</source>
      <translation>Light wrap</translation>
    </message>
    <message>
      <source>Lightning</source>
      <translation>Lightning</translation>
    </message>
    <message>
      <source>Linear light</source>
      <translation>Linear light</translation>
    </message>
    <message>
      <source>Listen on</source>
      <translation>Listen on</translation>
    </message>
    <message>
      <source>Lock exposure, white balance, focus and gain</source>
      <translation>Lock exposure, white balance, focus and gain</translation>
    </message>
    <message>
      <source>Longer side of the matte.</source>
      <translation>Longer side of the matte.</translation>
    </message>
    <message>
      <source>Longer side; 0 is the model's own.</source>
      <translation>Longer side; 0 is the model's own.</translation>
    </message>
    <message>
      <source>Look table (LUT)</source>
      <translation>Look table (LUT)</translation>
    </message>
    <message>
      <source>Luxury villa</source>
      <translation>Luxury villa</translation>
    </message>
    <message>
      <source>MJPG</source>
      <translation>MJPG</translation>
    </message>
    <message>
      <source>Matte size</source>
      <translation>Matte size</translation>
    </message>
    <message>
      <source>Measured camera</source>
      <translation>Measured camera</translation>
    </message>
    <message>
      <source>Measured lens</source>
      <translation>Measured lens</translation>
    </message>
    <message>
      <source>Measurement</source>
      <translation>Measurement</translation>
    </message>
    <message>
      <source>MediaPipe person</source>
      <translation>MediaPipe person</translation>
    </message>
    <message>
      <source>Method</source>
      <translation>Method</translation>
    </message>
    <message>
      <source>Mirror</source>
      <translation>Mirror</translation>
    </message>
    <message>
      <source>Model file</source>
      <translation>Model file</translation>
    </message>
    <message>
      <source>Monitor</source>
      <translation>Monitor</translation>
    </message>
    <message>
      <source>Monitor settings</source>
      <translation>Monitor settings</translation>
    </message>
    <message>
      <source>Move round the actor</source>
      <translation>Move round the actor</translation>
    </message>
    <message>
      <source>Move to the actor</source>
      <translation>Move to the actor</translation>
    </message>
    <message>
      <source>Moves as something far away does when the camera tilts or pans.</source>
      <translation>Moves as something far away does when the camera tilts or pans.</translation>
    </message>
    <message>
      <source>N-Log</source>
      <translation>N-Log</translation>
    </message>
    <message>
      <source>NV12</source>
      <translation>NV12</translation>
    </message>
    <message>
      <source>Near things hide the actor</source>
      <translation>Near things hide the actor</translation>
    </message>
    <message>
      <source>Negative is cooler, positive warmer.</source>
      <translation>Negative is cooler, positive warmer.</translation>
    </message>
    <message>
      <source>Negative is greener, positive more magenta.</source>
      <translation>Negative is greener, positive more magenta.</translation>
    </message>
    <message>
      <source>Negative shows what lies to the left.</source>
      <translation>Negative shows what lies to the left.</translation>
    </message>
    <message>
      <source>Neon street</source>
      <translation>Neon street</translation>
    </message>
    <message>
      <source>Network stream</source>
      <translation>Network stream</translation>
    </message>
    <message>
      <source>Night</source>
      <translation>Night</translation>
    </message>
    <message>
      <source>Night street</source>
      <translation>Night street</translation>
    </message>
    <message>
      <source>Night, by candles</source>
      <translation>Night, by candles</translation>
    </message>
    <message>
      <source>No</source>
      <translation>No</translation>
    </message>
    <message>
      <source>No matte</source>
      <translation>No matte</translation>
    </message>
    <message>
      <source>None</source>
      <translation>None</translation>
    </message>
    <message>
      <source>Nothing</source>
      <translation>Nothing</translation>
    </message>
    <message>
      <source>Number plate over the panes; empty for none.</source>
      <translation>Number plate over the panes; empty for none.</translation>
    </message>
    <message>
      <source>ONNX model</source>
      <translation>ONNX model</translation>
    </message>
    <message>
      <source>Of a camera that stands still; + to the right.</source>
      <translation>Of a camera that stands still; + to the right.</translation>
    </message>
    <message>
      <source>Of the nearest shop; empty for none.</source>
      <translation>Of the nearest shop; empty for none.</translation>
    </message>
    <message>
      <source>Of the street outside; the cabin stays still.</source>
      <translation>Of the street outside; the cabin stays still.</translation>
    </message>
    <message>
      <source>On the aisle</source>
      <translation>On the aisle</translation>
    </message>
    <message>
      <source>On the terrace</source>
      <translation>On the terrace</translation>
    </message>
    <message>
      <source>On the terrace: falling, and on the ground.</source>
      <translation>On the terrace: falling, and on the ground.</translation>
    </message>
    <message>
      <source>Operation</source>
      <translation>Operation</translation>
    </message>
    <message>
      <source>Over the theatre's door; lit during an operation; empty for none.</source>
      <translation>Over the theatre's door; lit during an operation; empty for none.</translation>
    </message>
    <message>
      <source>Over the throne; empty for none.</source>
      <translation>Over the throne; empty for none.</translation>
    </message>
    <message>
      <source>Palace hall</source>
      <translation>Palace hall</translation>
    </message>
    <message>
      <source>Pan</source>
      <translation>Pan</translation>
    </message>
    <message>
      <source>Part of the distance, for a camera that stands still.</source>
      <translation>Part of the distance, for a camera that stands still.</translation>
    </message>
    <message>
      <source>Past the column</source>
      <translation>Past the column</translation>
    </message>
    <message>
      <source>Past the drip</source>
      <translation>Past the drip</translation>
    </message>
    <message>
      <source>Past the flowers</source>
      <translation>Past the flowers</translation>
    </message>
    <message>
      <source>Past the headrest</source>
      <translation>Past the headrest</translation>
    </message>
    <message>
      <source>Past the leaves</source>
      <translation>Past the leaves</translation>
    </message>
    <message>
      <source>Past the plant</source>
      <translation>Past the plant</translation>
    </message>
    <message>
      <source>Past the post</source>
      <translation>Past the post</translation>
    </message>
    <message>
      <source>Past the strap</source>
      <translation>Past the strap</translation>
    </message>
    <message>
      <source>Patience</source>
      <translation>Patience</translation>
    </message>
    <message>
      <source>Picture</source>
      <translation>Picture</translation>
    </message>
    <message>
      <source>Picture height</source>
      <translation>Picture height</translation>
    </message>
    <message>
      <source>Picture or sequence</source>
      <translation>Picture or sequence</translation>
    </message>
    <message>
      <source>Picture style</source>
      <translation>Picture style</translation>
    </message>
    <message>
      <source>Pictures</source>
      <translation>Pictures</translation>
    </message>
    <message>
      <source>Pixels</source>
      <translation>Pixels</translation>
    </message>
    <message>
      <source>Pixels of the camera's picture in which a sharp edge goes from 10 to 90 %.</source>
      <translation>Pixels of the camera's picture in which a sharp edge goes from 10 to 90 %.</translation>
    </message>
    <message>
      <source>Place</source>
      <translation>Place</translation>
    </message>
    <message>
      <source>Plant</source>
      <translation>Plant</translation>
    </message>
    <message>
      <source>Plaque</source>
      <translation>Plaque</translation>
    </message>
    <message>
      <source>Port</source>
      <translation>Port</translation>
    </message>
    <message>
      <source>Positive looks left.</source>
      <translation>Positive looks left.</translation>
    </message>
    <message>
      <source>Positive looks up. As the angle is made for, until you set it.</source>
      <translation>Positive looks up. As the angle is made for, until you set it.</translation>
    </message>
    <message>
      <source>Positive turns the picture left.</source>
      <translation>Positive turns the picture left.</translation>
    </message>
    <message>
      <source>Power cut</source>
      <translation>Power cut</translation>
    </message>
    <message>
      <source>Premultiplied</source>
      <translation>Premultiplied</translation>
    </message>
    <message>
      <source>Processor</source>
      <translation>Processor</translation>
    </message>
    <message>
      <source>Pulls the edge in; negative lets it out.</source>
      <translation>Pulls the edge in; negative lets it out.</translation>
    </message>
    <message>
      <source>Quality</source>
      <translation>Quality</translation>
    </message>
    <message>
      <source>RTSP over UDP</source>
      <translation>RTSP over UDP</translation>
    </message>
    <message>
      <source>Rain</source>
      <translation>Rain</translation>
    </message>
    <message>
      <source>Rain on the glass</source>
      <translation>Rain on the glass</translation>
    </message>
    <message>
      <source>Real shadow</source>
      <translation>Real shadow</translation>
    </message>
    <message>
      <source>Record fill and key</source>
      <translation>Record fill and key</translation>
    </message>
    <message>
      <source>Record the clean camera picture</source>
      <translation>Record the clean camera picture</translation>
    </message>
    <message>
      <source>Record the matte</source>
      <translation>Record the matte</translation>
    </message>
    <message>
      <source>Reflection in the floor</source>
      <translation>Reflection in the floor</translation>
    </message>
    <message>
      <source>Remove inside</source>
      <translation>Remove inside</translation>
    </message>
    <message>
      <source>Remove outside</source>
      <translation>Remove outside</translation>
    </message>
    <message>
      <source>Reverse</source>
      <translation>Reverse</translation>
    </message>
    <message>
      <source>Reverse, down the quay</source>
      <translation>Reverse, down the quay</translation>
    </message>
    <message>
      <source>Reverse, over the yard</source>
      <translation>Reverse, over the yard</translation>
    </message>
    <message>
      <source>Reverse, to the door</source>
      <translation>Reverse, to the door</translation>
    </message>
    <message>
      <source>Reverse, to the doors</source>
      <translation>Reverse, to the doors</translation>
    </message>
    <message>
      <source>Reverse, to the guests</source>
      <translation>Reverse, to the guests</translation>
    </message>
    <message>
      <source>Reverse, to the window</source>
      <translation>Reverse, to the window</translation>
    </message>
    <message>
      <source>Right</source>
      <translation>Right</translation>
    </message>
    <message>
      <source>Rim tint</source>
      <translation>Rim tint</translation>
    </message>
    <message>
      <source>Roll</source>
      <translation>Roll</translation>
    </message>
    <message>
      <source>Rotate</source>
      <translation>Rotate</translation>
    </message>
    <message>
      <source>Runs on</source>
      <translation>Runs on</translation>
    </message>
    <message>
      <source>S-Log3</source>
      <translation>S-Log3</translation>
    </message>
    <message>
      <source>Scene</source>
      <translation>Scene</translation>
    </message>
    <message>
      <source>Screen</source>
      <translation>Screen</translation>
    </message>
    <message>
      <source>Screen left over below this vanishes.</source>
      <translation>Screen left over below this vanishes.</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>Seed</translation>
    </message>
    <message>
      <source>Sensor width</source>
      <translation>Sensor width</translation>
    </message>
    <message>
      <source>Set</source>
      <translation>Set</translation>
    </message>
    <message>
      <source>Set exposure</source>
      <translation>Set exposure</translation>
    </message>
    <message>
      <source>Set saturation</source>
      <translation>Set saturation</translation>
    </message>
    <message>
      <source>Set settings</source>
      <translation>Set settings</translation>
    </message>
    <message>
      <source>Set softness</source>
      <translation>Set softness</translation>
    </message>
    <message>
      <source>Set tint</source>
      <translation>Set tint</translation>
    </message>
    <message>
      <source>Set warmth</source>
      <translation>Set warmth</translation>
    </message>
    <message>
      <source>Shadow</source>
      <translation>Shadow</translation>
    </message>
    <message>
      <source>Shadows</source>
      <translation>Shadows</translation>
    </message>
    <message>
      <source>Shafts of light</source>
      <translation>Shafts of light</translation>
    </message>
    <message>
      <source>Shape</source>
      <translation>Shape</translation>
    </message>
    <message>
      <source>Sharpness by</source>
      <translation>Sharpness by</translation>
    </message>
    <message>
      <source>Shelves and city</source>
      <translation>Shelves and city</translation>
    </message>
    <message>
      <source>Shift</source>
      <translation>Shift</translation>
    </message>
    <message>
      <source>Shot</source>
      <translation>Shot</translation>
    </message>
    <message>
      <source>Show the whole picture</source>
      <translation>Show the whole picture</translation>
    </message>
    <message>
      <source>Shown on the wall of the reverse angle; empty for none.</source>
      <translation>Shown on the wall of the reverse angle; empty for none.</translation>
    </message>
    <message>
      <source>Side, over the tables</source>
      <translation>Side, over the tables</translation>
    </message>
    <message>
      <source>Side, through the light</source>
      <translation>Side, through the light</translation>
    </message>
    <message>
      <source>Side, to the shelves</source>
      <translation>Side, to the shelves</translation>
    </message>
    <message>
      <source>Sign</source>
      <translation>Sign</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>Size</translation>
    </message>
    <message>
      <source>Snow</source>
      <translation>Snow</translation>
    </message>
    <message>
      <source>Soft film light on the mark, itself out of the picture.</source>
      <translation>Soft film light on the mark, itself out of the picture.</translation>
    </message>
    <message>
      <source>Softens the edge.</source>
      <translation>Softens the edge.</translation>
    </message>
    <message>
      <source>Softness</source>
      <translation>Softness</translation>
    </message>
    <message>
      <source>Source</source>
      <translation>Source</translation>
    </message>
    <message>
      <source>Source settings</source>
      <translation>Source settings</translation>
    </message>
    <message>
      <source>Speed</source>
      <translation>Speed</translation>
    </message>
    <message>
      <source>Stands near the lens, out of focus.</source>
      <translation>Stands near the lens, out of focus.</translation>
    </message>
    <message>
      <source>Stored mattes</source>
      <translation>Stored mattes</translation>
    </message>
    <message>
      <source>Storm</source>
      <translation>Storm</translation>
    </message>
    <message>
      <source>Straight</source>
      <translation>Straight</translation>
    </message>
    <message>
      <source>Straight on</source>
      <translation>Straight on</translation>
    </message>
    <message>
      <source>Sway</source>
      <translation>Sway</translation>
    </message>
    <message>
      <source>T-stop</source>
      <translation>T-stop</translation>
    </message>
    <message>
      <source>Take</source>
      <translation>Take</translation>
    </message>
    <message>
      <source>Test card</source>
      <translation>Test card</translation>
    </message>
    <message>
      <source>The actor alone with his alpha, as ProRes 4444 for editors: 20 to 40 megabytes a second.</source>
      <translation>The actor alone with his alpha, as ProRes 4444 for editors: 20 to 40 megabytes a second.</translation>
    </message>
    <message>
      <source>The actor is solid above this.</source>
      <translation>The actor is solid above this.</translation>
    </message>
    <message>
      <source>The camera's 8-bit code for an 18 % grey card.</source>
      <translation>The camera's 8-bit code for an 18 % grey card.</translation>
    </message>
    <message>
      <source>The camera's 8-bit code for diffuse white.</source>
      <translation>The camera's 8-bit code for diffuse white.</translation>
    </message>
    <message>
      <source>The city tilts against the cabin.</source>
      <translation>The city tilts against the cabin.</translation>
    </message>
    <message>
      <source>The cloth's colour in linear light; green or blue by its larger part.</source>
      <translation>The cloth's colour in linear light; green or blue by its larger part.</translation>
    </message>
    <message>
      <source>The darkest code of the plate.</source>
      <translation>The darkest code of the plate.</translation>
    </message>
    <message>
      <source>The part of all light that lies evenly over the picture.</source>
      <translation>The part of all light that lies evenly over the picture.</translation>
    </message>
    <message>
      <source>The part of all light that the lens scatters widely.</source>
      <translation>The part of all light that the lens scatters widely.</translation>
    </message>
    <message>
      <source>The scene without the actor, for models that ask for it.</source>
      <translation>The scene without the actor, for models that ask for it.</translation>
    </message>
    <message>
      <source>The share of seats that are taken.</source>
      <translation>The share of seats that are taken.</translation>
    </message>
    <message>
      <source>The street swings past as in a long bend.</source>
      <translation>The street swings past as in a long bend.</translation>
    </message>
    <message>
      <source>The tea house's board; empty for none.</source>
      <translation>The tea house's board; empty for none.</translation>
    </message>
    <message>
      <source>Theatre sign</source>
      <translation>Theatre sign</translation>
    </message>
    <message>
      <source>Threads</source>
      <translation>Threads</translation>
    </message>
    <message>
      <source>Threshold</source>
      <translation>Threshold</translation>
    </message>
    <message>
      <source>Through the willow</source>
      <translation>Through the willow</translation>
    </message>
    <message>
      <source>Tilt</source>
      <translation>Tilt</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>Time</translation>
    </message>
    <message>
      <source>Title</source>
      <translation>Title</translation>
    </message>
    <message>
      <source>To the fire</source>
      <translation>To the fire</translation>
    </message>
    <message>
      <source>To the left</source>
      <translation>To the left</translation>
    </message>
    <message>
      <source>To the right</source>
      <translation>To the right</translation>
    </message>
    <message>
      <source>To the side</source>
      <translation>To the side</translation>
    </message>
    <message>
      <source>To the stairs</source>
      <translation>To the stairs</translation>
    </message>
    <message>
      <source>Tracking</source>
      <translation>Tracking</translation>
    </message>
    <message>
      <source>Tracking settings</source>
      <translation>Tracking settings</translation>
    </message>
    <message>
      <source>Traffic in the streets below.</source>
      <translation>Traffic in the streets below.</translation>
    </message>
    <message>
      <source>Tunnel</source>
      <translation>Tunnel</translation>
    </message>
    <message>
      <source>Turn</source>
      <translation>Turn</translation>
    </message>
    <message>
      <source>Under the feet</source>
      <translation>Under the feet</translation>
    </message>
    <message>
      <source>Unevenness</source>
      <translation>Unevenness</translation>
    </message>
    <message>
      <source>Use</source>
      <translation>Use</translation>
    </message>
    <message>
      <source>Used where the lens does not report it.</source>
      <translation>Used where the lens does not report it.</translation>
    </message>
    <message>
      <source>V-Log</source>
      <translation>V-Log</translation>
    </message>
    <message>
      <source>Variation</source>
      <translation>Variation</translation>
    </message>
    <message>
      <source>Veiling flare</source>
      <translation>Veiling flare</translation>
    </message>
    <message>
      <source>Vertical 9:16</source>
      <translation>Vertical 9:16</translation>
    </message>
    <message>
      <source>Vibration</source>
      <translation>Vibration</translation>
    </message>
    <message>
      <source>Video file</source>
      <translation>Video file</translation>
    </message>
    <message>
      <source>View</source>
      <translation>View</translation>
    </message>
    <message>
      <source>Voice</source>
      <translation>Voice</translation>
    </message>
    <message>
      <source>Ward sign</source>
      <translation>Ward sign</translation>
    </message>
    <message>
      <source>Wedding</source>
      <translation>Wedding</translation>
    </message>
    <message>
      <source>Wet stone</source>
      <translation>Wet stone</translation>
    </message>
    <message>
      <source>What is nearer than the actor hides him, and his shadow falls from there.</source>
      <translation>What is nearer than the actor hides him, and his shadow falls from there.</translation>
    </message>
    <message>
      <source>What the camera is set to. A flat log picture is developed before it is keyed and shown.</source>
      <translation>What the camera is set to. A flat log picture is developed before it is keyed and shown.</translation>
    </message>
    <message>
      <source>What the camera's lens loses in the corners.</source>
      <translation>What the camera's lens loses in the corners.</translation>
    </message>
    <message>
      <source>What the key's arithmetic is done in. Cameras with a strong picture profile may key better in their own codes.</source>
      <translation>What the key's arithmetic is done in. Cameras with a strong picture profile may key better in their own codes.</translation>
    </message>
    <message>
      <source>What the screen's colour is weighed against: 0 the smaller, 1 the larger of the other two.</source>
      <translation>What the screen's colour is weighed against: 0 the smaller, 1 the larger of the other two.</translation>
    </message>
    <message>
      <source>Where the camera was measured, the darkest of the set gets the darkest code of its picture.</source>
      <translation>Where the camera was measured, the darkest of the set gets the darkest code of its picture.</translation>
    </message>
    <message>
      <source>Where the camera's colour lies beside its brightness.</source>
      <translation>Where the camera's colour lies beside its brightness.</translation>
    </message>
    <message>
      <source>Where the set's floor mirrors and feet are seen.</source>
      <translation>Where the set's floor mirrors and feet are seen.</translation>
    </message>
    <message>
      <source>Where the sun falls in through the lattice.</source>
      <translation>Where the sun falls in through the lattice.</translation>
    </message>
    <message>
      <source>White clip</source>
      <translation>White clip</translation>
    </message>
    <message>
      <source>White code</source>
      <translation>White code</translation>
    </message>
    <message>
      <source>Wide 16:9</source>
      <translation>Wide 16:9</translation>
    </message>
    <message>
      <source>Width</source>
      <translation>Width</translation>
    </message>
    <message>
      <source>Words on the LED wall</source>
      <translation>Words on the LED wall</translation>
    </message>
    <message>
      <source>YUYV</source>
      <translation>YUYV</translation>
    </message>
    <message>
      <source>rtsp://, rtmp://, udp://, http(s):// or srt://</source>
      <translation>rtsp://, rtmp://, udp://, http(s):// or srt://</translation>
    </message>
    <message>
      <source>x264's rate factor: lower is better and larger.</source>
      <translation>x264's rate factor: lower is better and larger.</translation>
    </message>
  </context>
  <context>
    <name>Window</name>
    <message>
      <source>1 stroke</source>
      <translation>1 stroke</translation>
    </message>
    <message>
      <source>360° pictures (*.hdr *.jpg *.jpeg *.png *.webp)</source>
      <translation>360° pictures (*.hdr *.jpg *.jpeg *.png *.webp)</translation>
    </message>
    <message>
      <source>360° picture…</source>
      <translation>360° picture…</translation>
    </message>
    <message>
      <source>3D file…</source>
      <translation>3D file…</translation>
    </message>
    <message>
      <source>A TAKE HOLDS</source>
      <translation>A TAKE HOLDS</translation>
    </message>
    <message>
      <source>A box in the set's space, in metres.</source>
      <translation>A box in the set's space, in metres.</translation>
    </message>
    <message>
      <source>A picture waits {ms} ms for its own matte.</source>
      <translation>A picture waits {ms} ms for its own matte.</translation>
    </message>
    <message>
      <source>AI MATTER</source>
      <translation>AI MATTER</translation>
    </message>
    <message>
      <source>ANGLE</source>
      <translation>ANGLE</translation>
    </message>
    <message>
      <source>All files (*)</source>
      <translation>All files (*)</translation>
    </message>
    <message>
      <source>All outside a rectangle is removed; drag its four corners.</source>
      <translation>All outside a rectangle is removed; drag its four corners.</translation>
    </message>
    <message>
      <source>Angle</source>
      <translation>Angle</translation>
    </message>
    <message>
      <source>Automatic</source>
      <translation>Automatic</translation>
    </message>
    <message>
      <source>Background</source>
      <translation>Background</translation>
    </message>
    <message>
      <source>Bake the light</source>
      <translation>Bake the light</translation>
    </message>
    <message>
      <source>Baking the light: {share} %. Click to stop.</source>
      <translation>Baking the light: {share} %. Click to stop.</translation>
    </message>
    <message>
      <source>Black</source>
      <translation>Black</translation>
    </message>
    <message>
      <source>Box</source>
      <translation>Box</translation>
    </message>
    <message>
      <source>Building the set…</source>
      <translation>Building the set…</translation>
    </message>
    <message>
      <source>CAM FPS</source>
      <translation>CAM FPS</translation>
    </message>
    <message>
      <source>CAMERA CONTROLS</source>
      <translation>CAMERA CONTROLS</translation>
    </message>
    <message>
      <source>CHEAT: only the set changes, so its perspective no longer fits the actor.</source>
      <translation>CHEAT: only the set changes, so its perspective no longer fits the actor.</translation>
    </message>
    <message>
      <source>CHEAT: set and camera have different lenses</source>
      <translation>CHEAT: set and camera have different lenses</translation>
    </message>
    <message>
      <source>CLEAN PLATE</source>
      <translation>CLEAN PLATE</translation>
    </message>
    <message>
      <source>Camera</source>
      <translation>Camera</translation>
    </message>
    <message>
      <source>Camera picture enlarged {times}×</source>
      <translation>Camera picture enlarged {times}×</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>Capture clean plate</source>
      <translation>Capture clean plate</translation>
    </message>
    <message>
      <source>Choose a project's folder</source>
      <translation>Choose a project's folder</translation>
    </message>
    <message>
      <source>Choose or make an empty folder for the new project</source>
      <translation>Choose or make an empty folder for the new project</translation>
    </message>
    <message>
      <source>Choose the file of a clean plate</source>
      <translation>Choose the file of a clean plate</translation>
    </message>
    <message>
      <source>Choose what stands behind the actor</source>
      <translation>Choose what stands behind the actor</translation>
    </message>
    <message>
      <source>Choose…</source>
      <translation>Choose…</translation>
    </message>
    <message>
      <source>Chosen: AI and green screen</source>
      <translation>Chosen: AI and green screen</translation>
    </message>
    <message>
      <source>Chosen: AI matte</source>
      <translation>Chosen: AI matte</translation>
    </message>
    <message>
      <source>Chosen: difference from the clean plate</source>
      <translation>Chosen: difference from the clean plate</translation>
    </message>
    <message>
      <source>Chosen: green screen</source>
      <translation>Chosen: green screen</translation>
    </message>
    <message>
      <source>Circled</source>
      <translation>Circled</translation>
    </message>
    <message>
      <source>Clean plate of {when}</source>
      <translation>Clean plate of {when}</translation>
    </message>
    <message>
      <source>Click its corners in the picture.</source>
      <translation>Click its corners in the picture.</translation>
    </message>
    <message>
      <source>Click on the bare screen. Esc: cancel</source>
      <translation>Click on the bare screen. Esc: cancel</translation>
    </message>
    <message>
      <source>Click on the grey card. Esc: cancel</source>
      <translation>Click on the grey card. Esc: cancel</translation>
    </message>
    <message>
      <source>Click the corners of the mask. Enter closes it, Esc: cancel</source>
      <translation>Click the corners of the mask. Enter closes it, Esc: cancel</translation>
    </message>
    <message>
      <source>Composite</source>
      <translation>Composite</translation>
    </message>
    <message>
      <source>DELAY ms</source>
      <translation>DELAY ms</translation>
    </message>
    <message>
      <source>DIFFERENCE</source>
      <translation>DIFFERENCE</translation>
    </message>
    <message>
      <source>DISK</source>
      <translation>DISK</translation>
    </message>
    <message>
      <source>DROPPED</source>
      <translation>DROPPED</translation>
    </message>
    <message>
      <source>Delete mask {number}</source>
      <translation>Delete mask {number}</translation>
    </message>
    <message>
      <source>Difference needs a clean plate: capture one first.</source>
      <translation>Difference needs a clean plate: capture one first.</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>Done</translation>
    </message>
    <message>
      <source>Double-click the name for the default.</source>
      <translation>Double-click the name for the default.</translation>
    </message>
    <message>
      <source>Drag a corner; drag between two for a new one; right-click takes one away.</source>
      <translation>Drag a corner; drag between two for a new one; right-click takes one away.</translation>
    </message>
    <message>
      <source>Draw over cloth that is still seen in the composite.</source>
      <translation>Draw over cloth that is still seen in the composite.</translation>
    </message>
    <message>
      <source>Draw over parts of the actor that vanish.</source>
      <translation>Draw over parts of the actor that vanish.</translation>
    </message>
    <message>
      <source>Draw over what is actor. Esc: done</source>
      <translation>Draw over what is actor. Esc: done</translation>
    </message>
    <message>
      <source>Draw over what is screen. Esc: done</source>
      <translation>Draw over what is screen. Esc: done</translation>
    </message>
    <message>
      <source>EDGE</source>
      <translation>EDGE</translation>
    </message>
    <message>
      <source>EPISODE</source>
      <translation>EPISODE</translation>
    </message>
    <message>
      <source>Even enough: {stops} stops from its darkest to its brightest part.</source>
      <translation>Even enough: {stops} stops from its darkest to its brightest part.</translation>
    </message>
    <message>
      <source>Evenness map</source>
      <translation>Evenness map</translation>
    </message>
    <message>
      <source>FINISHED PICTURE</source>
      <translation>FINISHED PICTURE</translation>
    </message>
    <message>
      <source>False start</source>
      <translation>False start</translation>
    </message>
    <message>
      <source>Finishing the last take…</source>
      <translation>Finishing the last take…</translation>
    </message>
    <message>
      <source>Forget</source>
      <translation>Forget</translation>
    </message>
    <message>
      <source>Forget strokes</source>
      <translation>Forget strokes</translation>
    </message>
    <message>
      <source>Forget the clean plate</source>
      <translation>Forget the clean plate</translation>
    </message>
    <message>
      <source>Forget the clicks and strokes: the screen's colour is measured by itself again.</source>
      <translation>Forget the clicks and strokes: the screen's colour is measured by itself again.</translation>
    </message>
    <message>
      <source>Frame for {lens} mm, {distance} m away, {height} m high</source>
      <translation>Frame for {lens} mm, {distance} m away, {height} m high</translation>
    </message>
    <message>
      <source>Framelines, on this screen only (F)</source>
      <translation>Framelines, on this screen only (F)</translation>
    </message>
    <message>
      <source>Full screen (F11)</source>
      <translation>Full screen (F11)</translation>
    </message>
    <message>
      <source>GPU ms</source>
      <translation>GPU ms</translation>
    </message>
    <message>
      <source>GRAIN OVER THE SET</source>
      <translation>GRAIN OVER THE SET</translation>
    </message>
    <message>
      <source>Garbage matte</source>
      <translation>Garbage matte</translation>
    </message>
    <message>
      <source>Hold</source>
      <translation>Hold</translation>
    </message>
    <message>
      <source>Hold the camera still, the actor or something with hard edges in view: the set gets its sharpness, black and grain.</source>
      <translation>Hold the camera still, the actor or something with hard edges in view: the set gets its sharpness, black and grain.</translation>
    </message>
    <message>
      <source>Key</source>
      <translation>Key</translation>
    </message>
    <message>
      <source>Keyer values</source>
      <translation>Keyer values</translation>
    </message>
    <message>
      <source>LENS</source>
      <translation>LENS</translation>
    </message>
    <message>
      <source>LOOK OF THE FINISHED PICTURE</source>
      <translation>LOOK OF THE FINISHED PICTURE</translation>
    </message>
    <message>
      <source>Leave the picture</source>
      <translation>Leave the picture</translation>
    </message>
    <message>
      <source>Lens {mm} mm</source>
      <translation>Lens {mm} mm</translation>
    </message>
    <message>
      <source>Lock the controls (L)</source>
      <translation>Lock the controls (L)</translation>
    </message>
    <message>
      <source>Look</source>
      <translation>Look</translation>
    </message>
    <message>
      <source>Look for cameras again</source>
      <translation>Look for cameras again</translation>
    </message>
    <message>
      <source>Looking at the camera…</source>
      <translation>Looking at the camera…</translation>
    </message>
    <message>
      <source>MASKS</source>
      <translation>MASKS</translation>
    </message>
    <message>
      <source>MATCH THE SET TO THE CAMERA</source>
      <translation>MATCH THE SET TO THE CAMERA</translation>
    </message>
    <message>
      <source>MATTE ms</source>
      <translation>MATTE ms</translation>
    </message>
    <message>
      <source>METHOD</source>
      <translation>METHOD</translation>
    </message>
    <message>
      <source>Mask {number}</source>
      <translation>Mask {number}</translation>
    </message>
    <message>
      <source>Match to a grey card</source>
      <translation>Match to a grey card</translation>
    </message>
    <message>
      <source>Matte</source>
      <translation>Matte</translation>
    </message>
    <message>
      <source>Measure again: forget what was set by hand, and look at the screen anew</source>
      <translation>Measure again: forget what was set by hand, and look at the screen anew</translation>
    </message>
    <message>
      <source>Measure the camera</source>
      <translation>Measure the camera</translation>
    </message>
    <message>
      <source>Measuring…</source>
      <translation>Measuring…</translation>
    </message>
    <message>
      <source>More</source>
      <translation>More</translation>
    </message>
    <message>
      <source>NG</source>
      <translation>NG</translation>
    </message>
    <message>
      <source>NOT WHOLE</source>
      <translation>NOT WHOLE</translation>
    </message>
    <message>
      <source>New…</source>
      <translation>New…</translation>
    </message>
    <message>
      <source>Next shot (Shift+N)</source>
      <translation>Next shot (Shift+N)</translation>
    </message>
    <message>
      <source>No camera found</source>
      <translation>No camera found</translation>
    </message>
    <message>
      <source>No picture</source>
      <translation>No picture</translation>
    </message>
    <message>
      <source>No screen is found, so AI works alone. Pick the screen below.</source>
      <translation>No screen is found, so AI works alone. Pick the screen below.</translation>
    </message>
    <message>
      <source>No screen is in view.</source>
      <translation>No screen is in view.</translation>
    </message>
    <message>
      <source>No screen is needed.</source>
      <translation>No screen is needed.</translation>
    </message>
    <message>
      <source>None: the screen is learnt while the actor moves.</source>
      <translation>None: the screen is learnt while the actor moves.</translation>
    </message>
    <message>
      <source>Not available: {modules} is not installed.</source>
      <translation>Not available: {modules} is not installed.</translation>
    </message>
    <message>
      <source>Nothing is cut out</source>
      <translation>Nothing is cut out</translation>
    </message>
    <message>
      <source>Nothing may move. Esc: cancel</source>
      <translation>Nothing may move. Esc: cancel</translation>
    </message>
    <message>
      <source>OLD PICTURE · {seconds} s</source>
      <translation>OLD PICTURE · {seconds} s</translation>
    </message>
    <message>
      <source>Open its folder</source>
      <translation>Open its folder</translation>
    </message>
    <message>
      <source>Opening the source…</source>
      <translation>Opening the source…</translation>
    </message>
    <message>
      <source>Open…</source>
      <translation>Open…</translation>
    </message>
    <message>
      <source>Original</source>
      <translation>Original</translation>
    </message>
    <message>
      <source>PLACE</source>
      <translation>PLACE</translation>
    </message>
    <message>
      <source>PROJECT</source>
      <translation>PROJECT</translation>
    </message>
    <message>
      <source>Pick the screen</source>
      <translation>Pick the screen</translation>
    </message>
    <message>
      <source>Pictures (*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp *.exr *.hdr)</source>
      <translation>Pictures (*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp *.exr *.hdr)</translation>
    </message>
    <message>
      <source>Pictures (*.png *.jpg *.jpeg *.tif *.tiff)</source>
      <translation>Pictures (*.png *.jpg *.jpeg *.tif *.tiff)</translation>
    </message>
    <message>
      <source>Pictures lost or skipped since the start.</source>
      <translation>Pictures lost or skipped since the start.</translation>
    </message>
    <message>
      <source>Picture…</source>
      <translation>Picture…</translation>
    </message>
    <message>
      <source>Polygon</source>
      <translation>Polygon</translation>
    </message>
    <message>
      <source>Project</source>
      <translation>Project</translation>
    </message>
    <message>
      <source>REAL LENS</source>
      <translation>REAL LENS</translation>
    </message>
    <message>
      <source>REC</source>
      <translation>REC</translation>
    </message>
    <message>
      <source>Rating of {name}</source>
      <translation>Rating of {name}</translation>
    </message>
    <message>
      <source>Ready. R records, V changes the view.</source>
      <translation>Ready. R records, V changes the view.</translation>
    </message>
    <message>
      <source>Real</source>
      <translation>Real</translation>
    </message>
    <message>
      <source>Record</source>
      <translation>Record</translation>
    </message>
    <message>
      <source>Record a take (R, F9)</source>
      <translation>Record a take (R, F9)</translation>
    </message>
    <message>
      <source>Recording {name}</source>
      <translation>Recording {name}</translation>
    </message>
    <message>
      <source>SCENE</source>
      <translation>SCENE</translation>
    </message>
    <message>
      <source>SCREEN</source>
      <translation>SCREEN</translation>
    </message>
    <message>
      <source>SET</source>
      <translation>SET</translation>
    </message>
    <message>
      <source>SHOT</source>
      <translation>SHOT</translation>
    </message>
    <message>
      <source>SOURCE</source>
      <translation>SOURCE</translation>
    </message>
    <message>
      <source>Scene, or scene/shot as in 34-1/2</source>
      <translation>Scene, or scene/shot as in 34-1/2</translation>
    </message>
    <message>
      <source>Set</source>
      <translation>Set</translation>
    </message>
    <message>
      <source>Set lens, height, tilt and distance to what this angle is made for.</source>
      <translation>Set lens, height, tilt and distance to what this angle is made for.</translation>
    </message>
    <message>
      <source>Sets (*.glb *.gltf)</source>
      <translation>Sets (*.glb *.gltf)</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>Settings</translation>
    </message>
    <message>
      <source>Shot</source>
      <translation>Shot</translation>
    </message>
    <message>
      <source>Show folder</source>
      <translation>Show folder</translation>
    </message>
    <message>
      <source>Shows where the screen is lit unevenly, in stops.</source>
      <translation>Shows where the screen is lit unevenly, in stops.</translation>
    </message>
    <message>
      <source>Source</source>
      <translation>Source</translation>
    </message>
    <message>
      <source>Standby</source>
      <translation>Standby</translation>
    </message>
    <message>
      <source>Starting…</source>
      <translation>Starting…</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Stop</translation>
    </message>
    <message>
      <source>Stop the take (R, F9)</source>
      <translation>Stop the take (R, F9)</translation>
    </message>
    <message>
      <source>Stopped</source>
      <translation>Stopped</translation>
    </message>
    <message>
      <source>Stopped.</source>
      <translation>Stopped.</translation>
    </message>
    <message>
      <source>TAKE</source>
      <translation>TAKE</translation>
    </message>
    <message>
      <source>THE ACTOR ON THE SET</source>
      <translation>THE ACTOR ON THE SET</translation>
    </message>
    <message>
      <source>THE SET THROUGH YOUR LENS</source>
      <translation>THE SET THROUGH YOUR LENS</translation>
    </message>
    <message>
      <source>TURN AND FIT</source>
      <translation>TURN AND FIT</translation>
    </message>
    <message>
      <source>Takes appear here. Press R to record the first one.</source>
      <translation>Takes appear here. Press R to record the first one.</translation>
    </message>
    <message>
      <source>Taking the clean plate…</source>
      <translation>Taking the clean plate…</translation>
    </message>
    <message>
      <source>The actor's picture is never graded.</source>
      <translation>The actor's picture is never graded.</translation>
    </message>
    <message>
      <source>The camera cannot see that wide; its own lens ({mm} mm) is the limit.</source>
      <translation>The camera cannot see that wide; its own lens ({mm} mm) is the limit.</translation>
    </message>
    <message>
      <source>The camera picture is enlarged {times}× and loses sharpness.</source>
      <translation>The camera picture is enlarged {times}× and loses sharpness.</translation>
    </message>
    <message>
      <source>The camera picture is enlarged {times}×.</source>
      <translation>The camera picture is enlarged {times}×.</translation>
    </message>
    <message>
      <source>The camera's own lens</source>
      <translation>The camera's own lens</translation>
    </message>
    <message>
      <source>The camera's own lens is like {mm} mm on full frame.</source>
      <translation>The camera's own lens is like {mm} mm on full frame.</translation>
    </message>
    <message>
      <source>The camera's own picture (V)</source>
      <translation>The camera's own picture (V)</translation>
    </message>
    <message>
      <source>The camera's picture fills the frame.</source>
      <translation>The camera's picture fills the frame.</translation>
    </message>
    <message>
      <source>The clean plate's file is gone: {name}</source>
      <translation>The clean plate's file is gone: {name}</translation>
    </message>
    <message>
      <source>The finished picture (V)</source>
      <translation>The finished picture (V)</translation>
    </message>
    <message>
      <source>The first picture takes a few seconds.</source>
      <translation>The first picture takes a few seconds.</translation>
    </message>
    <message>
      <source>The light is baked</source>
      <translation>The light is baked</translation>
    </message>
    <message>
      <source>The matte comes from a file</source>
      <translation>The matte comes from a file</translation>
    </message>
    <message>
      <source>The picture decides: with the screen where one is in view, without where there is none.</source>
      <translation>The picture decides: with the screen where one is in view, without where there is none.</translation>
    </message>
    <message>
      <source>The picture without the actor, taken after a countdown: it makes the edge exact. The camera must not move afterwards.</source>
      <translation>The picture without the actor, taken after a countdown: it makes the edge exact. The camera must not move afterwards.</translation>
    </message>
    <message>
      <source>The screen gives the edge; AI keeps greenish clothes, and goes on past the cloth.</source>
      <translation>The screen gives the edge; AI keeps greenish clothes, and goes on past the cloth.</translation>
    </message>
    <message>
      <source>The screen's colour alone.</source>
      <translation>The screen's colour alone.</translation>
    </message>
    <message>
      <source>The set alone (V)</source>
      <translation>The set alone (V)</translation>
    </message>
    <message>
      <source>The studio is not running.</source>
      <translation>The studio is not running.</translation>
    </message>
    <message>
      <source>Then click on an 18 % grey card at the actor's place: the set gets its exposure and its cast.</source>
      <translation>Then click on an 18 % grey card at the actor's place: the set gets its exposure and its cast.</translation>
    </message>
    <message>
      <source>Then click on the bare cloth in the picture: the key is set up for it.</source>
      <translation>Then click on the bare cloth in the picture: the key is set up for it.</translation>
    </message>
    <message>
      <source>This is actor</source>
      <translation>This is actor</translation>
    </message>
    <message>
      <source>This is screen</source>
      <translation>This is screen</translation>
    </message>
    <message>
      <source>Timecode</source>
      <translation>Timecode</translation>
    </message>
    <message>
      <source>Try again</source>
      <translation>Try again</translation>
    </message>
    <message>
      <source>Unlock the controls (L)</source>
      <translation>Unlock the controls (L)</translation>
    </message>
    <message>
      <source>Unrated</source>
      <translation>Unrated</translation>
    </message>
    <message>
      <source>Use the demo actor</source>
      <translation>Use the demo actor</translation>
    </message>
    <message>
      <source>VERIFIED: every layer was read from end to end</source>
      <translation>VERIFIED: every layer was read from end to end</translation>
    </message>
    <message>
      <source>Vertical 9:16</source>
      <translation>Vertical 9:16</translation>
    </message>
    <message>
      <source>Videos (*.mp4 *.mov *.mkv *.avi *.webm *.m4v *.mts)</source>
      <translation>Videos (*.mp4 *.mov *.mkv *.avi *.webm *.m4v *.mts)</translation>
    </message>
    <message>
      <source>Video…</source>
      <translation>Video…</translation>
    </message>
    <message>
      <source>View: {name}</source>
      <translation>View: {name}</translation>
    </message>
    <message>
      <source>Viewer</source>
      <translation>Viewer</translation>
    </message>
    <message>
      <source>What differs from the clean plate is actor. The camera must stand still.</source>
      <translation>What differs from the clean plate is actor. The camera must stand still.</translation>
    </message>
    <message>
      <source>White is actor (V)</source>
      <translation>White is actor (V)</translation>
    </message>
    <message>
      <source>Wide 16:9</source>
      <translation>Wide 16:9</translation>
    </message>
    <message>
      <source>Works out how light bounces in this set and state; takes a minute or two aside, and is kept.</source>
      <translation>Works out how light bounces in this set and state; takes a minute or two aside, and is kept.</translation>
    </message>
    <message>
      <source>automatic · {value}</source>
      <translation>automatic · {value}</translation>
    </message>
    <message>
      <source>box</source>
      <translation>box</translation>
    </message>
    <message>
      <source>no sound</source>
      <translation>no sound</translation>
    </message>
    <message>
      <source>polygon</source>
      <translation>polygon</translation>
    </message>
    <message>
      <source>recovered</source>
      <translation>recovered</translation>
    </message>
    <message>
      <source>sound {rate} Hz</source>
      <translation>sound {rate} Hz</translation>
    </message>
    <message>
      <source>{count} dropped</source>
      <translation>{count} dropped</translation>
    </message>
    <message>
      <source>{count} places to look at</source>
      <translation>{count} places to look at</translation>
    </message>
    <message>
      <source>{count} strokes</source>
      <translation>{count} strokes</translation>
    </message>
    <message>
      <source>{name} (not plugged in)</source>
      <translation>{name} (not plugged in)</translation>
    </message>
    <message>
      <source>中</source>
      <translation>中</translation>
    </message>
    <message>
      <source>中文界面</source>
      <translation>中文界面</translation>
    </message>
  </context>
</TS>
