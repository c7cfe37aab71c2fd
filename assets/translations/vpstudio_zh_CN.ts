<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
  <context>
    <name>Settings</name>
    <message>
      <source>-1 to 1</source>
      <translation>-1 到 1</translation>
    </message>
    <message>
      <source>0 finds a good one.</source>
      <translation>0 为自动选取。</translation>
    </message>
    <message>
      <source>0 is automatic.</source>
      <translation>0 为自动。</translation>
    </message>
    <message>
      <source>0 to 1</source>
      <translation>0 到 1</translation>
    </message>
    <message>
      <source>0: no floor, everything is far away.</source>
      <translation>0：没有地面，一切都在远处。</translation>
    </message>
    <message>
      <source>0: on the actor, or as the lens reports.</source>
      <translation>0：对准演员，或以镜头回报为准。</translation>
    </message>
    <message>
      <source>1 just fills the picture.</source>
      <translation>1 为刚好铺满画面。</translation>
    </message>
    <message>
      <source>1080p</source>
      <translation>1080p</translation>
    </message>
    <message>
      <source>127.0.0.1 hears this machine alone, 0.0.0.0 the network.</source>
      <translation>127.0.0.1 只听本机，0.0.0.0 听整个网络。</translation>
    </message>
    <message>
      <source>127.0.0.1 is this machine alone; 0.0.0.0 lets the whole network watch.</source>
      <translation>127.0.0.1 仅本机可看；0.0.0.0 整个网络都可看。</translation>
    </message>
    <message>
      <source>2 to 8 capital letters or digits; every clip's name starts with it.</source>
      <translation>2 至 8 个大写字母或数字，每条素材的文件名都以它开头。</translation>
    </message>
    <message>
      <source>255 listens to every camera.</source>
      <translation>255 表示接收所有机位。</translation>
    </message>
    <message>
      <source>35 mm full frame: 36. Super 35: 24.9. Micro 4/3: 17.3.</source>
      <translation>35 mm 全画幅：36。Super 35：24.9。M4/3：17.3。</translation>
    </message>
    <message>
      <source>720p</source>
      <translation>720p</translation>
    </message>
    <message>
      <source>A .cdl, .cc or .ccc file; laid on first.</source>
      <translation>.cdl、.cc 或 .ccc 文件；先于 LUT 应用。</translation>
    </message>
    <message>
      <source>A .cube file for a picture as on a screen.</source>
      <translation>用于屏幕画面的 .cube 文件。</translation>
    </message>
    <message>
      <source>A number such as 25 or 29.97, or a fraction such as 30000/1001.</source>
      <translation>25、29.97 这样的数，或 30000/1001 这样的分数。</translation>
    </message>
    <message>
      <source>A picture, a folder of pictures, or a pattern: shot_####.png, shot.%04d.png.</source>
      <translation>一张图片、一个图片文件夹，或一个序列名：shot_####.png、shot.%04d.png。</translation>
    </message>
    <message>
      <source>ACES 2.0</source>
      <translation>ACES 2.0 电影色调</translation>
    </message>
    <message>
      <source>AI and green screen</source>
      <translation>AI＋绿幕抠像</translation>
    </message>
    <message>
      <source>AI matte</source>
      <translation>AI 抠像</translation>
    </message>
    <message>
      <source>AI matter</source>
      <translation>AI 抠像引擎</translation>
    </message>
    <message>
      <source>AI matter values</source>
      <translation>AI 抠像参数</translation>
    </message>
    <message>
      <source>ARRI LogC3</source>
      <translation>阿莱 LogC3</translation>
    </message>
    <message>
      <source>ARRI LogC4</source>
      <translation>阿莱 LogC4</translation>
    </message>
    <message>
      <source>Above 1 the soft edge grows fuller.</source>
      <translation>大于 1 时，柔和的边缘更实。</translation>
    </message>
    <message>
      <source>Accept wrong checksums</source>
      <translation>接受校验错误的数据</translation>
    </message>
    <message>
      <source>Across the water</source>
      <translation>隔水对岸</translation>
    </message>
    <message>
      <source>Actor's key light</source>
      <translation>演员主光</translation>
    </message>
    <message>
      <source>Address</source>
      <translation>地址</translation>
    </message>
    <message>
      <source>Along the cable</source>
      <translation>沿缆索方向</translation>
    </message>
    <message>
      <source>Along the long side of the sensor. Most webcams: 60 to 78.</source>
      <translation>沿传感器长边的视角。多数摄像头为 60 到 78。</translation>
    </message>
    <message>
      <source>Along the terrace</source>
      <translation>沿月台</translation>
    </message>
    <message>
      <source>Ambient motion</source>
      <translation>环境动态</translation>
    </message>
    <message>
      <source>Amount</source>
      <translation>强度</translation>
    </message>
    <message>
      <source>An .onnx model. vpstudio brings none and downloads none.</source>
      <translation>.onnx 模型文件。本软件不附带也不下载模型。</translation>
    </message>
    <message>
      <source>Angle</source>
      <translation>角度</translation>
    </message>
    <message>
      <source>As drawn</source>
      <translation>按渲染原样</translation>
    </message>
    <message>
      <source>As on a screen</source>
      <translation>标准（屏幕观感）</translation>
    </message>
    <message>
      <source>As the angle is made for, until you set it.</source>
      <translation>未设置时按机位的设计值。</translation>
    </message>
    <message>
      <source>As the camera shows</source>
      <translation>与摄影机一致</translation>
    </message>
    <message>
      <source>As typed</source>
      <translation>按输入值</translation>
    </message>
    <message>
      <source>Audience</source>
      <translation>朝会</translation>
    </message>
    <message>
      <source>Automatic</source>
      <translation>自动</translation>
    </message>
    <message>
      <source>Back</source>
      <translation>后方</translation>
    </message>
    <message>
      <source>Back seat</source>
      <translation>后座</translation>
    </message>
    <message>
      <source>Back seat, from the side</source>
      <translation>后座侧面</translation>
    </message>
    <message>
      <source>Background picture</source>
      <translation>背景图片</translation>
    </message>
    <message>
      <source>Balance</source>
      <translation>平衡</translation>
    </message>
    <message>
      <source>Banquet and wedding hall</source>
      <translation>宴会厅·婚礼</translation>
    </message>
    <message>
      <source>Beep</source>
      <translation>提示音</translation>
    </message>
    <message>
      <source>Before the arch</source>
      <translation>花拱门前</translation>
    </message>
    <message>
      <source>Before the city</source>
      <translation>面向城市</translation>
    </message>
    <message>
      <source>Before the hall</source>
      <translation>殿前</translation>
    </message>
    <message>
      <source>Before the shops</source>
      <translation>店铺前</translation>
    </message>
    <message>
      <source>Before the station</source>
      <translation>护士站前</translation>
    </message>
    <message>
      <source>Before the tea house</source>
      <translation>茶楼前</translation>
    </message>
    <message>
      <source>Before the throne</source>
      <translation>宝座前</translation>
    </message>
    <message>
      <source>Bend</source>
      <translation>弯道</translation>
    </message>
    <message>
      <source>Bend the set like the lens</source>
      <translation>场景随镜头畸变</translation>
    </message>
    <message>
      <source>Between the seats, to the front</source>
      <translation>两座之间朝前</translation>
    </message>
    <message>
      <source>Black by</source>
      <translation>黑位依据</translation>
    </message>
    <message>
      <source>Black clip</source>
      <translation>黑场裁切</translation>
    </message>
    <message>
      <source>Black code</source>
      <translation>黑位码值</translation>
    </message>
    <message>
      <source>Blue hour</source>
      <translation>蓝调时刻</translation>
    </message>
    <message>
      <source>Boat</source>
      <translation>小船</translation>
    </message>
    <message>
      <source>Bridge and pagoda</source>
      <translation>拱桥与塔</translation>
    </message>
    <message>
      <source>Browser page</source>
      <translation>网页监看</translation>
    </message>
    <message>
      <source>By lens and T-stop</source>
      <translation>按镜头与 T 值</translation>
    </message>
    <message>
      <source>By softness</source>
      <translation>按柔化值</translation>
    </message>
    <message>
      <source>By the candles</source>
      <translation>烛台旁</translation>
    </message>
    <message>
      <source>By the real lens the set is as soft as that lens would show it; else as soft as the softness says.</source>
      <translation>按真实镜头时，场景虚化与该镜头一致；否则按柔化值。</translation>
    </message>
    <message>
      <source>CEO office</source>
      <translation>总裁办公室</translation>
    </message>
    <message>
      <source>CUDA</source>
      <translation>CUDA</translation>
    </message>
    <message>
      <source>Camera</source>
      <translation>摄像头</translation>
    </message>
    <message>
      <source>Camera codes</source>
      <translation>摄像机编码值</translation>
    </message>
    <message>
      <source>Camera delay</source>
      <translation>摄像头延迟</translation>
    </message>
    <message>
      <source>Camera number</source>
      <translation>机位编号</translation>
    </message>
    <message>
      <source>Candles and lanterns lit</source>
      <translation>点燃烛火与灯笼</translation>
    </message>
    <message>
      <source>Canon Log 3</source>
      <translation>佳能 C-Log3</translation>
    </message>
    <message>
      <source>Car interior</source>
      <translation>车内</translation>
    </message>
    <message>
      <source>Card on the rear shelf; empty for none.</source>
      <translation>后窗台上的牌子；留空则无。</translation>
    </message>
    <message>
      <source>Centre, forward</source>
      <translation>中心：前</translation>
    </message>
    <message>
      <source>Centre, right</source>
      <translation>中心：右</translation>
    </message>
    <message>
      <source>Centre, up</source>
      <translation>中心：高</translation>
    </message>
    <message>
      <source>Chair back</source>
      <translation>椅背</translation>
    </message>
    <message>
      <source>Chandelier and windows</source>
      <translation>吊灯与落地窗</translation>
    </message>
    <message>
      <source>Choke</source>
      <translation>收边</translation>
    </message>
    <message>
      <source>Clean plate</source>
      <translation>空镜</translation>
    </message>
    <message>
      <source>Clockwise, until the picture stands upright.</source>
      <translation>顺时针转，直到画面立正。</translation>
    </message>
    <message>
      <source>Code</source>
      <translation>代号</translation>
    </message>
    <message>
      <source>Colour decision (CDL)</source>
      <translation>调色参数 (CDL)</translation>
    </message>
    <message>
      <source>Colour difference</source>
      <translation>色差抠像</translation>
    </message>
    <message>
      <source>Colour fringes by</source>
      <translation>色边依据</translation>
    </message>
    <message>
      <source>Colour shift</source>
      <translation>色度偏移</translation>
    </message>
    <message>
      <source>Core</source>
      <translation>核心</translation>
    </message>
    <message>
      <source>Core ML</source>
      <translation>苹果 Core ML</translation>
    </message>
    <message>
      <source>Counts where the lens was measured.</source>
      <translation>镜头经过标定时有效。</translation>
    </message>
    <message>
      <source>Darker corners</source>
      <translation>暗角</translation>
    </message>
    <message>
      <source>Day</source>
      <translation>白天</translation>
    </message>
    <message>
      <source>Delay</source>
      <translation>延迟</translation>
    </message>
    <message>
      <source>Demo actor</source>
      <translation>演示演员</translation>
    </message>
    <message>
      <source>Denoise</source>
      <translation>降噪</translation>
    </message>
    <message>
      <source>Depth</source>
      <translation>深度</translation>
    </message>
    <message>
      <source>Depth of field</source>
      <translation>景深</translation>
    </message>
    <message>
      <source>Desk and lamp</source>
      <translation>书桌与台灯</translation>
    </message>
    <message>
      <source>Despill</source>
      <translation>去溢色</translation>
    </message>
    <message>
      <source>Difference</source>
      <translation>差值抠像</translation>
    </message>
    <message>
      <source>Difference to the clean plate</source>
      <translation>与空镜的差值</translation>
    </message>
    <message>
      <source>Difference values</source>
      <translation>差值参数</translation>
    </message>
    <message>
      <source>DirectML</source>
      <translation>DirectML</translation>
    </message>
    <message>
      <source>Distance by</source>
      <translation>距离依据</translation>
    </message>
    <message>
      <source>Distance of the wall</source>
      <translation>墙面距离</translation>
    </message>
    <message>
      <source>Distance to actor</source>
      <translation>与演员距离</translation>
    </message>
    <message>
      <source>Down the corridor</source>
      <translation>走廊纵深</translation>
    </message>
    <message>
      <source>Down the street</source>
      <translation>街道纵深</translation>
    </message>
    <message>
      <source>Downsample ratio</source>
      <translation>缩小比例</translation>
    </message>
    <message>
      <source>Dusk</source>
      <translation>黄昏</translation>
    </message>
    <message>
      <source>Edge gamma</source>
      <translation>边缘伽马</translation>
    </message>
    <message>
      <source>Edge refinement</source>
      <translation>边缘细化</translation>
    </message>
    <message>
      <source>Edge width</source>
      <translation>边缘宽度</translation>
    </message>
    <message>
      <source>Edges of the set become as soft as the camera's own. Unmeasured, the set stays as drawn.</source>
      <translation>场景边缘与摄影机画面同样柔和；未测量时保持渲染原样。</translation>
    </message>
    <message>
      <source>Empty for none.</source>
      <translation>留空则无。</translation>
    </message>
    <message>
      <source>Empty takes the first one.</source>
      <translation>留空则用第一个。</translation>
    </message>
    <message>
      <source>Encoder</source>
      <translation>编码器</translation>
    </message>
    <message>
      <source>Episode</source>
      <translation>集</translation>
    </message>
    <message>
      <source>Exposure</source>
      <translation>曝光</translation>
    </message>
    <message>
      <source>Falling, and on the ground.</source>
      <translation>天上飘落，地上积雪。</translation>
    </message>
    <message>
      <source>Fast mover on green</source>
      <translation>绿幕快速运动</translation>
    </message>
    <message>
      <source>Feather</source>
      <translation>羽化</translation>
    </message>
    <message>
      <source>Feet, else as typed</source>
      <translation>双脚，否则按输入值</translation>
    </message>
    <message>
      <source>Feet, else his size</source>
      <translation>双脚，否则按身形大小</translation>
    </message>
    <message>
      <source>Field of view</source>
      <translation>视场角</translation>
    </message>
    <message>
      <source>File</source>
      <translation>文件</translation>
    </message>
    <message>
      <source>Fill the frame</source>
      <translation>铺满画幅</translation>
    </message>
    <message>
      <source>Fills thin places well inside a keyed actor.</source>
      <translation>补实演员内部抠得太薄的地方。</translation>
    </message>
    <message>
      <source>Fire in the hearth</source>
      <translation>壁炉生火</translation>
    </message>
    <message>
      <source>Fit</source>
      <translation>适配</translation>
    </message>
    <message>
      <source>Floor reaches</source>
      <translation>地面范围</translation>
    </message>
    <message>
      <source>Focal length</source>
      <translation>焦段</translation>
    </message>
    <message>
      <source>Focus distance</source>
      <translation>对焦距离</translation>
    </message>
    <message>
      <source>Follow the camera</source>
      <translation>跟随摄像机</translation>
    </message>
    <message>
      <source>Follows the camera</source>
      <translation>跟随摄影机</translation>
    </message>
    <message>
      <source>Foreign city</source>
      <translation>异国城市</translation>
    </message>
    <message>
      <source>Format</source>
      <translation>画幅</translation>
    </message>
    <message>
      <source>Forward</source>
      <translation>前方</translation>
    </message>
    <message>
      <source>Frame rate</source>
      <translation>帧率</translation>
    </message>
    <message>
      <source>FreeD</source>
      <translation>FreeD</translation>
    </message>
    <message>
      <source>Fringe width</source>
      <translation>色边宽度</translation>
    </message>
    <message>
      <source>From the light to the computer.</source>
      <translation>从光线进入镜头到电脑收到画面。</translation>
    </message>
    <message>
      <source>Glass cabin over the city</source>
      <translation>城市上空的玻璃缆车</translation>
    </message>
    <message>
      <source>Glow of lights</source>
      <translation>光晕</translation>
    </message>
    <message>
      <source>Golden hour</source>
      <translation>黄金时刻</translation>
    </message>
    <message>
      <source>Grain</source>
      <translation>颗粒</translation>
    </message>
    <message>
      <source>Grain by</source>
      <translation>颗粒依据</translation>
    </message>
    <message>
      <source>Grain size</source>
      <translation>颗粒大小</translation>
    </message>
    <message>
      <source>Green screen</source>
      <translation>绿幕</translation>
    </message>
    <message>
      <source>Grey card code</source>
      <translation>灰卡码值</translation>
    </message>
    <message>
      <source>Guests</source>
      <translation>宾客</translation>
    </message>
    <message>
      <source>Hangs in the corridor; empty for none.</source>
      <translation>挂在走廊上；留空则无。</translation>
    </message>
    <message>
      <source>Height</source>
      <translation>高度</translation>
    </message>
    <message>
      <source>Height it was taken at</source>
      <translation>拍摄高度</translation>
    </message>
    <message>
      <source>Heritage canal quay</source>
      <translation>文旅古迹·水乡码头</translation>
    </message>
    <message>
      <source>His shadow on the real cloth, laid on the set. Needs a clean plate.</source>
      <translation>把他在真实幕布上的影子叠到场景上。需要干净背景板。</translation>
    </message>
    <message>
      <source>Horizon</source>
      <translation>地平线</translation>
    </message>
    <message>
      <source>Hospital</source>
      <translation>医院</translation>
    </message>
    <message>
      <source>How closely an AI matte follows the picture's edges.</source>
      <translation>AI 遮罩贴合画面边缘的程度。</translation>
    </message>
    <message>
      <source>How dark the actor's shadow on the set is.</source>
      <translation>演员投在场景上的影子有多深。</translation>
    </message>
    <message>
      <source>How dark the floor is where feet stand on it.</source>
      <translation>脚下地面有多暗。</translation>
    </message>
    <message>
      <source>How far beyond the camera's noise a pixel must differ to be actor.</source>
      <translation>像素与空镜相差超出摄像机噪点多少才算演员。</translation>
    </message>
    <message>
      <source>How far down the picture its horizon lies; it is kept at the camera's eye level.</source>
      <translation>地平线在图片中的高低位置；始终保持在摄影机视平线上。</translation>
    </message>
    <message>
      <source>How far the actor's edge takes on the colour of the set behind.</source>
      <translation>演员边缘带上背后场景颜色的程度。</translation>
    </message>
    <message>
      <source>How far the cloth's own folds and shadows are followed, pixel by pixel.</source>
      <translation>逐像素跟随幕布褶皱和阴影的程度。</translation>
    </message>
    <message>
      <source>How long to wait for a picture before trying again.</source>
      <translation>等多久没有画面就重新连接。</translation>
    </message>
    <message>
      <source>How many pictures before it ends; 0 goes on for ever.</source>
      <translation>播放多少帧后结束；0 表示一直播放。</translation>
    </message>
    <message>
      <source>How much darker a shadow may make the room.</source>
      <translation>影子最多可让房间变暗多少。</translation>
    </message>
    <message>
      <source>How much farther out red is drawn than blue in the corners of the camera's picture.</source>
      <translation>摄影机画面四角红色比蓝色向外偏移多少。</translation>
    </message>
    <message>
      <source>How much more until it is wholly actor.</source>
      <translation>再超出多少才算完全是演员。</translation>
    </message>
    <message>
      <source>How much of the key is taken from a smoothed copy of the picture.</source>
      <translation>抠像在多大程度上取自平滑后的画面。</translation>
    </message>
    <message>
      <source>How much of the screen's colour is taken off the actor.</source>
      <translation>从演员身上去掉多少幕布颜色。</translation>
    </message>
    <message>
      <source>How much older the tracker's news is than the picture.</source>
      <translation>跟踪数据比画面晚多少。</translation>
    </message>
    <message>
      <source>How scene light becomes codes, for the set and for a camera that records log.</source>
      <translation>场景光如何变成画面编码，用于布景和 log 摄影机。</translation>
    </message>
    <message>
      <source>How soft the far set is, as if focused on the actor.</source>
      <translation>对焦在演员身上时，远处布景的虚化程度。</translation>
    </message>
    <message>
      <source>ImageNet</source>
      <translation>ImageNet</translation>
    </message>
    <message>
      <source>In a storm.</source>
      <translation>暴风雨时有效。</translation>
    </message>
    <message>
      <source>In a storm; it lights the actor too.</source>
      <translation>暴风雨时有效，也会照亮演员。</translation>
    </message>
    <message>
      <source>In front of the actor</source>
      <translation>演员前景</translation>
    </message>
    <message>
      <source>In the gilt frame over the fire; empty for none.</source>
      <translation>壁炉上方金框内；留空则无。</translation>
    </message>
    <message>
      <source>In the hall</source>
      <translation>殿内</translation>
    </message>
    <message>
      <source>In the state Rain.</source>
      <translation>仅用于“雨”状态。</translation>
    </message>
    <message>
      <source>In the ward</source>
      <translation>病房内</translation>
    </message>
    <message>
      <source>In use</source>
      <translation>启用</translation>
    </message>
    <message>
      <source>Input range</source>
      <translation>输入范围</translation>
    </message>
    <message>
      <source>Input size</source>
      <translation>输入尺寸</translation>
    </message>
    <message>
      <source>Keep inside</source>
      <translation>保留内部</translation>
    </message>
    <message>
      <source>Keep props</source>
      <translation>保留道具</translation>
    </message>
    <message>
      <source>Keep solid things before the screen that hang together with the actor or stand free.</source>
      <translation>保留幕布前与演员相连或独立摆放的实物。</translation>
    </message>
    <message>
      <source>Key space</source>
      <translation>抠像色彩空间</translation>
    </message>
    <message>
      <source>Keyer</source>
      <translation>抠像器</translation>
    </message>
    <message>
      <source>Keyer values</source>
      <translation>抠像参数</translation>
    </message>
    <message>
      <source>Lamp level</source>
      <translation>灯光亮度</translation>
    </message>
    <message>
      <source>Lamps on</source>
      <translation>开灯</translation>
    </message>
    <message>
      <source>Lantern feast</source>
      <translation>灯会</translation>
    </message>
    <message>
      <source>Larger: everything is larger.</source>
      <translation>越大，一切越大。</translation>
    </message>
    <message>
      <source>Left</source>
      <translation>左方</translation>
    </message>
    <message>
      <source>Lens</source>
      <translation>镜头</translation>
    </message>
    <message>
      <source>Lens crops the plate too</source>
      <translation>实拍画面同步裁切</translation>
    </message>
    <message>
      <source>Lens known by</source>
      <translation>镜头按何标定</translation>
    </message>
    <message>
      <source>Lifts the horizon to the camera's level.</source>
      <translation>把地平线抬到摄影机视平线。</translation>
    </message>
    <message>
      <source>Light of the set that bends round the actor's edge.</source>
      <translation>布景光线绕到演员边缘的多少。</translation>
    </message>
    <message>
      <source>Light wrap</source>
      <translation>光线包裹</translation>
    </message>
    <message>
      <source>Lightning</source>
      <translation>闪电</translation>
    </message>
    <message>
      <source>Linear light</source>
      <translation>线性光</translation>
    </message>
    <message>
      <source>Listen on</source>
      <translation>监听地址</translation>
    </message>
    <message>
      <source>Lock exposure, white balance, focus and gain</source>
      <translation>锁定曝光、白平衡、对焦和增益</translation>
    </message>
    <message>
      <source>Longer side of the matte.</source>
      <translation>遮罩的长边。</translation>
    </message>
    <message>
      <source>Longer side; 0 is the model's own.</source>
      <translation>长边；0 为模型自带尺寸。</translation>
    </message>
    <message>
      <source>Look table (LUT)</source>
      <translation>风格表 (LUT)</translation>
    </message>
    <message>
      <source>Luxury villa</source>
      <translation>豪宅客厅</translation>
    </message>
    <message>
      <source>MJPG</source>
      <translation>MJPG</translation>
    </message>
    <message>
      <source>Matte size</source>
      <translation>遮罩尺寸</translation>
    </message>
    <message>
      <source>Measured camera</source>
      <translation>实测摄影机</translation>
    </message>
    <message>
      <source>Measured lens</source>
      <translation>实测镜头</translation>
    </message>
    <message>
      <source>Measurement</source>
      <translation>标定</translation>
    </message>
    <message>
      <source>MediaPipe person</source>
      <translation>MediaPipe 人像</translation>
    </message>
    <message>
      <source>Method</source>
      <translation>方式</translation>
    </message>
    <message>
      <source>Mirror</source>
      <translation>镜像</translation>
    </message>
    <message>
      <source>Model file</source>
      <translation>模型文件</translation>
    </message>
    <message>
      <source>Monitor</source>
      <translation>监看</translation>
    </message>
    <message>
      <source>Monitor settings</source>
      <translation>监看设置</translation>
    </message>
    <message>
      <source>Move round the actor</source>
      <translation>环绕演员移动</translation>
    </message>
    <message>
      <source>Move to the actor</source>
      <translation>靠近演员</translation>
    </message>
    <message>
      <source>Moves as something far away does when the camera tilts or pans.</source>
      <translation>摄影机俯仰或摇摄时像远景一样移动。</translation>
    </message>
    <message>
      <source>N-Log</source>
      <translation>尼康 N-Log</translation>
    </message>
    <message>
      <source>NV12</source>
      <translation>NV12</translation>
    </message>
    <message>
      <source>Near things hide the actor</source>
      <translation>近物遮挡演员</translation>
    </message>
    <message>
      <source>Negative is cooler, positive warmer.</source>
      <translation>负值偏冷，正值偏暖。</translation>
    </message>
    <message>
      <source>Negative is greener, positive more magenta.</source>
      <translation>负值偏绿，正值偏品红。</translation>
    </message>
    <message>
      <source>Negative shows what lies to the left.</source>
      <translation>负值显示左侧内容。</translation>
    </message>
    <message>
      <source>Neon street</source>
      <translation>霓虹街</translation>
    </message>
    <message>
      <source>Network stream</source>
      <translation>网络流</translation>
    </message>
    <message>
      <source>Night</source>
      <translation>夜晚</translation>
    </message>
    <message>
      <source>Night street</source>
      <translation>夜街</translation>
    </message>
    <message>
      <source>Night, by candles</source>
      <translation>夜·烛光</translation>
    </message>
    <message>
      <source>No</source>
      <translation>否</translation>
    </message>
    <message>
      <source>No matte</source>
      <translation>不抠像</translation>
    </message>
    <message>
      <source>None</source>
      <translation>无</translation>
    </message>
    <message>
      <source>Nothing</source>
      <translation>无</translation>
    </message>
    <message>
      <source>Number plate over the panes; empty for none.</source>
      <translation>玻璃上方的号牌；留空则不显示。</translation>
    </message>
    <message>
      <source>ONNX model</source>
      <translation>ONNX 模型</translation>
    </message>
    <message>
      <source>Of a camera that stands still; + to the right.</source>
      <translation>用于静止的摄影机；正值向右。</translation>
    </message>
    <message>
      <source>Of the nearest shop; empty for none.</source>
      <translation>最近店铺的招牌；留空则无。</translation>
    </message>
    <message>
      <source>Of the street outside; the cabin stays still.</source>
      <translation>只晃动车外街景；车厢不动。</translation>
    </message>
    <message>
      <source>On the aisle</source>
      <translation>婚礼通道上</translation>
    </message>
    <message>
      <source>On the terrace</source>
      <translation>月台上</translation>
    </message>
    <message>
      <source>On the terrace: falling, and on the ground.</source>
      <translation>月台上飘落并积雪。</translation>
    </message>
    <message>
      <source>Operation</source>
      <translation>手术</translation>
    </message>
    <message>
      <source>Over the theatre's door; lit during an operation; empty for none.</source>
      <translation>手术室门上方；手术时点亮；留空则无。</translation>
    </message>
    <message>
      <source>Over the throne; empty for none.</source>
      <translation>宝座上方；留空则无。</translation>
    </message>
    <message>
      <source>Palace hall</source>
      <translation>宫殿大殿</translation>
    </message>
    <message>
      <source>Pan</source>
      <translation>水平角</translation>
    </message>
    <message>
      <source>Part of the distance, for a camera that stands still.</source>
      <translation>占距离的比例，用于静止的摄影机。</translation>
    </message>
    <message>
      <source>Past the column</source>
      <translation>越过廊柱</translation>
    </message>
    <message>
      <source>Past the drip</source>
      <translation>越过输液架</translation>
    </message>
    <message>
      <source>Past the flowers</source>
      <translation>越过花丛</translation>
    </message>
    <message>
      <source>Past the headrest</source>
      <translation>越过头枕</translation>
    </message>
    <message>
      <source>Past the leaves</source>
      <translation>越过枝叶</translation>
    </message>
    <message>
      <source>Past the plant</source>
      <translation>越过绿植</translation>
    </message>
    <message>
      <source>Past the post</source>
      <translation>越过灯柱</translation>
    </message>
    <message>
      <source>Past the strap</source>
      <translation>越过吊环</translation>
    </message>
    <message>
      <source>Patience</source>
      <translation>等待时间</translation>
    </message>
    <message>
      <source>Picture</source>
      <translation>图片</translation>
    </message>
    <message>
      <source>Picture height</source>
      <translation>画面高度</translation>
    </message>
    <message>
      <source>Picture or sequence</source>
      <translation>图片或序列</translation>
    </message>
    <message>
      <source>Picture style</source>
      <translation>画面模式</translation>
    </message>
    <message>
      <source>Pictures</source>
      <translation>帧数</translation>
    </message>
    <message>
      <source>Pixels</source>
      <translation>像素格式</translation>
    </message>
    <message>
      <source>Pixels of the camera's picture in which a sharp edge goes from 10 to 90 %.</source>
      <translation>摄影机画面中锐利边缘从 10 % 到 90 % 所占的像素。</translation>
    </message>
    <message>
      <source>Place</source>
      <translation>地点</translation>
    </message>
    <message>
      <source>Plant</source>
      <translation>绿植</translation>
    </message>
    <message>
      <source>Plaque</source>
      <translation>匾额</translation>
    </message>
    <message>
      <source>Port</source>
      <translation>端口</translation>
    </message>
    <message>
      <source>Positive looks left.</source>
      <translation>正值向左看。</translation>
    </message>
    <message>
      <source>Positive looks up. As the angle is made for, until you set it.</source>
      <translation>正值向上。未设置时按机位的设计值。</translation>
    </message>
    <message>
      <source>Positive turns the picture left.</source>
      <translation>正值使画面向左转。</translation>
    </message>
    <message>
      <source>Power cut</source>
      <translation>停电</translation>
    </message>
    <message>
      <source>Premultiplied</source>
      <translation>预乘</translation>
    </message>
    <message>
      <source>Processor</source>
      <translation>处理器</translation>
    </message>
    <message>
      <source>Pulls the edge in; negative lets it out.</source>
      <translation>把边缘往里收；负值往外放。</translation>
    </message>
    <message>
      <source>Quality</source>
      <translation>质量</translation>
    </message>
    <message>
      <source>RTSP over UDP</source>
      <translation>RTSP 走 UDP</translation>
    </message>
    <message>
      <source>Rain</source>
      <translation>雨</translation>
    </message>
    <message>
      <source>Rain on the glass</source>
      <translation>玻璃上的雨</translation>
    </message>
    <message>
      <source>Real shadow</source>
      <translation>真实影子</translation>
    </message>
    <message>
      <source>Record fill and key</source>
      <translation>录填充与键</translation>
    </message>
    <message>
      <source>Record the clean camera picture</source>
      <translation>同时录原始画面</translation>
    </message>
    <message>
      <source>Record the matte</source>
      <translation>同时录遮罩</translation>
    </message>
    <message>
      <source>Reflection in the floor</source>
      <translation>地面倒影</translation>
    </message>
    <message>
      <source>Remove inside</source>
      <translation>去除内部</translation>
    </message>
    <message>
      <source>Remove outside</source>
      <translation>去除外部</translation>
    </message>
    <message>
      <source>Reverse</source>
      <translation>反打</translation>
    </message>
    <message>
      <source>Reverse, down the quay</source>
      <translation>反打，沿码头</translation>
    </message>
    <message>
      <source>Reverse, over the yard</source>
      <translation>反打，望庭院</translation>
    </message>
    <message>
      <source>Reverse, to the door</source>
      <translation>反打，朝门</translation>
    </message>
    <message>
      <source>Reverse, to the doors</source>
      <translation>反打，朝殿门</translation>
    </message>
    <message>
      <source>Reverse, to the guests</source>
      <translation>反打，朝宾客</translation>
    </message>
    <message>
      <source>Reverse, to the window</source>
      <translation>反打，朝窗</translation>
    </message>
    <message>
      <source>Right</source>
      <translation>右方</translation>
    </message>
    <message>
      <source>Rim tint</source>
      <translation>边缘染色</translation>
    </message>
    <message>
      <source>Roll</source>
      <translation>横滚角</translation>
    </message>
    <message>
      <source>Rotate</source>
      <translation>旋转</translation>
    </message>
    <message>
      <source>Runs on</source>
      <translation>运行设备</translation>
    </message>
    <message>
      <source>S-Log3</source>
      <translation>索尼 S-Log3</translation>
    </message>
    <message>
      <source>Scene</source>
      <translation>场</translation>
    </message>
    <message>
      <source>Screen</source>
      <translation>幕布颜色</translation>
    </message>
    <message>
      <source>Screen left over below this vanishes.</source>
      <translation>低于此值的残余幕布会消失。</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>随机种子</translation>
    </message>
    <message>
      <source>Sensor width</source>
      <translation>传感器宽</translation>
    </message>
    <message>
      <source>Set</source>
      <translation>布景</translation>
    </message>
    <message>
      <source>Set exposure</source>
      <translation>布景曝光</translation>
    </message>
    <message>
      <source>Set saturation</source>
      <translation>布景饱和度</translation>
    </message>
    <message>
      <source>Set settings</source>
      <translation>布景设置</translation>
    </message>
    <message>
      <source>Set softness</source>
      <translation>布景虚化</translation>
    </message>
    <message>
      <source>Set tint</source>
      <translation>布景色偏</translation>
    </message>
    <message>
      <source>Set warmth</source>
      <translation>布景冷暖</translation>
    </message>
    <message>
      <source>Shadow</source>
      <translation>影子</translation>
    </message>
    <message>
      <source>Shadows</source>
      <translation>影子</translation>
    </message>
    <message>
      <source>Shafts of light</source>
      <translation>光柱</translation>
    </message>
    <message>
      <source>Shape</source>
      <translation>形状</translation>
    </message>
    <message>
      <source>Sharpness by</source>
      <translation>锐度依据</translation>
    </message>
    <message>
      <source>Shelves and city</source>
      <translation>书架与城市</translation>
    </message>
    <message>
      <source>Shift</source>
      <translation>平移</translation>
    </message>
    <message>
      <source>Shot</source>
      <translation>镜</translation>
    </message>
    <message>
      <source>Show the whole picture</source>
      <translation>显示全画面</translation>
    </message>
    <message>
      <source>Shown on the wall of the reverse angle; empty for none.</source>
      <translation>显示在反打角度的墙上；留空则不显示。</translation>
    </message>
    <message>
      <source>Side, over the tables</source>
      <translation>侧面，越过宴席</translation>
    </message>
    <message>
      <source>Side, through the light</source>
      <translation>侧面，穿过光柱</translation>
    </message>
    <message>
      <source>Side, to the shelves</source>
      <translation>侧面，朝书架</translation>
    </message>
    <message>
      <source>Sign</source>
      <translation>牌匾文字</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>尺寸</translation>
    </message>
    <message>
      <source>Snow</source>
      <translation>雪</translation>
    </message>
    <message>
      <source>Soft film light on the mark, itself out of the picture.</source>
      <translation>打在站位上的柔和电影灯，灯本身不入画。</translation>
    </message>
    <message>
      <source>Softens the edge.</source>
      <translation>让边缘更柔和。</translation>
    </message>
    <message>
      <source>Softness</source>
      <translation>柔和度</translation>
    </message>
    <message>
      <source>Source</source>
      <translation>信号源</translation>
    </message>
    <message>
      <source>Source settings</source>
      <translation>信号源设置</translation>
    </message>
    <message>
      <source>Speed</source>
      <translation>车速</translation>
    </message>
    <message>
      <source>Stands near the lens, out of focus.</source>
      <translation>靠近镜头，虚化。</translation>
    </message>
    <message>
      <source>Stored mattes</source>
      <translation>已存遮罩</translation>
    </message>
    <message>
      <source>Storm</source>
      <translation>暴风雨</translation>
    </message>
    <message>
      <source>Straight</source>
      <translation>直通</translation>
    </message>
    <message>
      <source>Straight on</source>
      <translation>直行</translation>
    </message>
    <message>
      <source>Sway</source>
      <translation>晃动</translation>
    </message>
    <message>
      <source>T-stop</source>
      <translation>T 值</translation>
    </message>
    <message>
      <source>Take</source>
      <translation>次</translation>
    </message>
    <message>
      <source>Test card</source>
      <translation>测试卡</translation>
    </message>
    <message>
      <source>The actor alone with his alpha, as ProRes 4444 for editors: 20 to 40 megabytes a second.</source>
      <translation>只含演员及其透明通道的 ProRes 4444，供后期使用：每秒 20 到 40 兆字节。</translation>
    </message>
    <message>
      <source>The actor is solid above this.</source>
      <translation>高于此值的演员完全不透明。</translation>
    </message>
    <message>
      <source>The camera's 8-bit code for an 18 % grey card.</source>
      <translation>18 % 灰卡在摄影机画面里的 8 位码值。</translation>
    </message>
    <message>
      <source>The camera's 8-bit code for diffuse white.</source>
      <translation>漫反射白在摄影机画面里的 8 位码值。</translation>
    </message>
    <message>
      <source>The city tilts against the cabin.</source>
      <translation>城市相对缆车倾斜的幅度。</translation>
    </message>
    <message>
      <source>The cloth's colour in linear light; green or blue by its larger part.</source>
      <translation>幕布在线性光下的颜色；较大的分量决定是绿幕还是蓝幕。</translation>
    </message>
    <message>
      <source>The darkest code of the plate.</source>
      <translation>实拍画面最暗处的码值。</translation>
    </message>
    <message>
      <source>The part of all light that lies evenly over the picture.</source>
      <translation>均匀铺在整个画面上的光占比。</translation>
    </message>
    <message>
      <source>The part of all light that the lens scatters widely.</source>
      <translation>被镜头大范围散射的光占比。</translation>
    </message>
    <message>
      <source>The scene without the actor, for models that ask for it.</source>
      <translation>没有演员的画面，供需要它的模型使用。</translation>
    </message>
    <message>
      <source>The share of seats that are taken.</source>
      <translation>有人的座位比例。</translation>
    </message>
    <message>
      <source>The street swings past as in a long bend.</source>
      <translation>街景如长弯道般甩过。</translation>
    </message>
    <message>
      <source>The tea house's board; empty for none.</source>
      <translation>茶楼招牌；留空则无。</translation>
    </message>
    <message>
      <source>Theatre sign</source>
      <translation>手术室灯牌</translation>
    </message>
    <message>
      <source>Threads</source>
      <translation>线程数</translation>
    </message>
    <message>
      <source>Threshold</source>
      <translation>阈值</translation>
    </message>
    <message>
      <source>Through the willow</source>
      <translation>穿过柳枝</translation>
    </message>
    <message>
      <source>Tilt</source>
      <translation>俯仰角</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>时间</translation>
    </message>
    <message>
      <source>Title</source>
      <translation>名称</translation>
    </message>
    <message>
      <source>To the fire</source>
      <translation>朝壁炉</translation>
    </message>
    <message>
      <source>To the left</source>
      <translation>向左</translation>
    </message>
    <message>
      <source>To the right</source>
      <translation>向右</translation>
    </message>
    <message>
      <source>To the side</source>
      <translation>侧面</translation>
    </message>
    <message>
      <source>To the stairs</source>
      <translation>朝楼梯</translation>
    </message>
    <message>
      <source>Tracking</source>
      <translation>跟踪</translation>
    </message>
    <message>
      <source>Tracking settings</source>
      <translation>跟踪设置</translation>
    </message>
    <message>
      <source>Traffic in the streets below.</source>
      <translation>楼下街道的车流。</translation>
    </message>
    <message>
      <source>Tunnel</source>
      <translation>隧道</translation>
    </message>
    <message>
      <source>Turn</source>
      <translation>转角</translation>
    </message>
    <message>
      <source>Under the feet</source>
      <translation>脚下</translation>
    </message>
    <message>
      <source>Unevenness</source>
      <translation>不匀补偿</translation>
    </message>
    <message>
      <source>Use</source>
      <translation>用途</translation>
    </message>
    <message>
      <source>Used where the lens does not report it.</source>
      <translation>镜头不回报时使用。</translation>
    </message>
    <message>
      <source>V-Log</source>
      <translation>松下 V-Log</translation>
    </message>
    <message>
      <source>Variation</source>
      <translation>变化</translation>
    </message>
    <message>
      <source>Veiling flare</source>
      <translation>弥散眩光</translation>
    </message>
    <message>
      <source>Vertical 9:16</source>
      <translation>竖屏 9:16</translation>
    </message>
    <message>
      <source>Vibration</source>
      <translation>颠簸</translation>
    </message>
    <message>
      <source>Video file</source>
      <translation>视频文件</translation>
    </message>
    <message>
      <source>View</source>
      <translation>显示变换</translation>
    </message>
    <message>
      <source>Voice</source>
      <translation>人声</translation>
    </message>
    <message>
      <source>Ward sign</source>
      <translation>病区牌</translation>
    </message>
    <message>
      <source>Wedding</source>
      <translation>婚礼</translation>
    </message>
    <message>
      <source>Wet stone</source>
      <translation>石面潮湿</translation>
    </message>
    <message>
      <source>What is nearer than the actor hides him, and his shadow falls from there.</source>
      <translation>比演员更近的东西会遮住他，他的影子也从此处投下。</translation>
    </message>
    <message>
      <source>What the camera is set to. A flat log picture is developed before it is keyed and shown.</source>
      <translation>摄影机的设置。灰片 log 画面会先还原，再抠像和显示。</translation>
    </message>
    <message>
      <source>What the camera's lens loses in the corners.</source>
      <translation>镜头在边角损失的亮度。</translation>
    </message>
    <message>
      <source>What the key's arithmetic is done in. Cameras with a strong picture profile may key better in their own codes.</source>
      <translation>抠像运算所用的数值。画面风格较重的摄像机，直接用其编码值可能抠得更好。</translation>
    </message>
    <message>
      <source>What the screen's colour is weighed against: 0 the smaller, 1 the larger of the other two.</source>
      <translation>幕布颜色与另外两色比较：0 取较小者，1 取较大者。</translation>
    </message>
    <message>
      <source>Where the camera was measured, the darkest of the set gets the darkest code of its picture.</source>
      <translation>摄影机经过测量时，场景最暗处与其画面最暗处一致。</translation>
    </message>
    <message>
      <source>Where the camera's colour lies beside its brightness.</source>
      <translation>摄像机的色度相对亮度错开的距离。</translation>
    </message>
    <message>
      <source>Where the set's floor mirrors and feet are seen.</source>
      <translation>场景地面能反光且看得到脚时有效。</translation>
    </message>
    <message>
      <source>Where the sun falls in through the lattice.</source>
      <translation>阳光透过隔扇处。</translation>
    </message>
    <message>
      <source>White clip</source>
      <translation>白场裁切</translation>
    </message>
    <message>
      <source>White code</source>
      <translation>白位码值</translation>
    </message>
    <message>
      <source>Wide 16:9</source>
      <translation>横屏 16:9</translation>
    </message>
    <message>
      <source>Width</source>
      <translation>宽度</translation>
    </message>
    <message>
      <source>Words on the LED wall</source>
      <translation>LED 屏文字</translation>
    </message>
    <message>
      <source>YUYV</source>
      <translation>YUYV</translation>
    </message>
    <message>
      <source>rtsp://, rtmp://, udp://, http(s):// or srt://</source>
      <translation>rtsp://、rtmp://、udp://、http(s):// 或 srt://</translation>
    </message>
    <message>
      <source>x264's rate factor: lower is better and larger.</source>
      <translation>x264 质量系数：越小越好，文件越大。</translation>
    </message>
  </context>
  <context>
    <name>Window</name>
    <message>
      <source>1 stroke</source>
      <translation>1 笔</translation>
    </message>
    <message>
      <source>360° pictures (*.hdr *.jpg *.jpeg *.png *.webp)</source>
      <translation>360° 全景图 (*.hdr *.jpg *.jpeg *.png *.webp)</translation>
    </message>
    <message>
      <source>360° picture…</source>
      <translation>360° 全景图…</translation>
    </message>
    <message>
      <source>3D file…</source>
      <translation>三维文件…</translation>
    </message>
    <message>
      <source>A TAKE HOLDS</source>
      <translation>每条包含</translation>
    </message>
    <message>
      <source>A box in the set's space, in metres.</source>
      <translation>场景空间里的立方体，单位为米。</translation>
    </message>
    <message>
      <source>A picture waits {ms} ms for its own matte.</source>
      <translation>每帧等待自己的遮罩 {ms} 毫秒。</translation>
    </message>
    <message>
      <source>AI MATTER</source>
      <translation>AI 抠像</translation>
    </message>
    <message>
      <source>ANGLE</source>
      <translation>角度</translation>
    </message>
    <message>
      <source>All files (*)</source>
      <translation>所有文件 (*)</translation>
    </message>
    <message>
      <source>All outside a rectangle is removed; drag its four corners.</source>
      <translation>矩形以外全部去除；可拖动四个角。</translation>
    </message>
    <message>
      <source>Angle</source>
      <translation>角度</translation>
    </message>
    <message>
      <source>Automatic</source>
      <translation>自动</translation>
    </message>
    <message>
      <source>Background</source>
      <translation>背景</translation>
    </message>
    <message>
      <source>Bake the light</source>
      <translation>烘焙光照</translation>
    </message>
    <message>
      <source>Baking the light: {share} %. Click to stop.</source>
      <translation>正在烘焙光照：{share} %，点击停止</translation>
    </message>
    <message>
      <source>Black</source>
      <translation>纯黑</translation>
    </message>
    <message>
      <source>Box</source>
      <translation>立方体</translation>
    </message>
    <message>
      <source>Building the set…</source>
      <translation>正在搭建布景…</translation>
    </message>
    <message>
      <source>CAM FPS</source>
      <translation>摄影机帧率</translation>
    </message>
    <message>
      <source>CAMERA CONTROLS</source>
      <translation>摄影机控制</translation>
    </message>
    <message>
      <source>CHEAT: only the set changes, so its perspective no longer fits the actor.</source>
      <translation>作弊镜头：只有布景在变，透视与演员不再一致。</translation>
    </message>
    <message>
      <source>CHEAT: set and camera have different lenses</source>
      <translation>作弊镜头：布景与摄影机焦段不同</translation>
    </message>
    <message>
      <source>CLEAN PLATE</source>
      <translation>空镜</translation>
    </message>
    <message>
      <source>Camera</source>
      <translation>摄影机</translation>
    </message>
    <message>
      <source>Camera picture enlarged {times}×</source>
      <translation>实拍画面放大 {times}×</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>取消</translation>
    </message>
    <message>
      <source>Capture clean plate</source>
      <translation>拍摄空镜</translation>
    </message>
    <message>
      <source>Choose a project's folder</source>
      <translation>选择项目文件夹</translation>
    </message>
    <message>
      <source>Choose or make an empty folder for the new project</source>
      <translation>为新项目选择或新建一个空文件夹</translation>
    </message>
    <message>
      <source>Choose the file of a clean plate</source>
      <translation>选择空镜文件</translation>
    </message>
    <message>
      <source>Choose what stands behind the actor</source>
      <translation>选择演员身后的画面</translation>
    </message>
    <message>
      <source>Choose…</source>
      <translation>选择…</translation>
    </message>
    <message>
      <source>Chosen: AI and green screen</source>
      <translation>已选：AI＋绿幕抠像</translation>
    </message>
    <message>
      <source>Chosen: AI matte</source>
      <translation>已选：AI 抠像</translation>
    </message>
    <message>
      <source>Chosen: difference from the clean plate</source>
      <translation>已选：与空镜的差值</translation>
    </message>
    <message>
      <source>Chosen: green screen</source>
      <translation>已选：绿幕抠像</translation>
    </message>
    <message>
      <source>Circled</source>
      <translation>过</translation>
    </message>
    <message>
      <source>Clean plate of {when}</source>
      <translation>{when} 的空镜</translation>
    </message>
    <message>
      <source>Click its corners in the picture.</source>
      <translation>在画面里点出各个角。</translation>
    </message>
    <message>
      <source>Click on the bare screen. Esc: cancel</source>
      <translation>点击没有演员的幕布。Esc 取消</translation>
    </message>
    <message>
      <source>Click on the grey card. Esc: cancel</source>
      <translation>请点击灰卡。Esc 取消</translation>
    </message>
    <message>
      <source>Click the corners of the mask. Enter closes it, Esc: cancel</source>
      <translation>依次点出遮罩的角。Enter 闭合，Esc 取消</translation>
    </message>
    <message>
      <source>Composite</source>
      <translation>合成</translation>
    </message>
    <message>
      <source>DELAY ms</source>
      <translation>延迟 ms</translation>
    </message>
    <message>
      <source>DIFFERENCE</source>
      <translation>差值</translation>
    </message>
    <message>
      <source>DISK</source>
      <translation>磁盘</translation>
    </message>
    <message>
      <source>DROPPED</source>
      <translation>丢帧</translation>
    </message>
    <message>
      <source>Delete mask {number}</source>
      <translation>删除遮罩 {number}</translation>
    </message>
    <message>
      <source>Difference needs a clean plate: capture one first.</source>
      <translation>差值抠像需要空镜：请先拍一张。</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>完成</translation>
    </message>
    <message>
      <source>Double-click the name for the default.</source>
      <translation>双击名称恢复默认值。</translation>
    </message>
    <message>
      <source>Drag a corner; drag between two for a new one; right-click takes one away.</source>
      <translation>拖动角点；拖动两点之间可加点；右键删点。</translation>
    </message>
    <message>
      <source>Draw over cloth that is still seen in the composite.</source>
      <translation>涂在合成画面里还露出来的幕布上。</translation>
    </message>
    <message>
      <source>Draw over parts of the actor that vanish.</source>
      <translation>涂在演员消失的部位上。</translation>
    </message>
    <message>
      <source>Draw over what is actor. Esc: done</source>
      <translation>涂在演员身上。Esc 结束</translation>
    </message>
    <message>
      <source>Draw over what is screen. Esc: done</source>
      <translation>涂在幕布上。Esc 结束</translation>
    </message>
    <message>
      <source>EDGE</source>
      <translation>边缘</translation>
    </message>
    <message>
      <source>EPISODE</source>
      <translation>集</translation>
    </message>
    <message>
      <source>Even enough: {stops} stops from its darkest to its brightest part.</source>
      <translation>足够均匀：最暗处到最亮处相差 {stops} 档。</translation>
    </message>
    <message>
      <source>Evenness map</source>
      <translation>均匀度图</translation>
    </message>
    <message>
      <source>FINISHED PICTURE</source>
      <translation>成片画面</translation>
    </message>
    <message>
      <source>False start</source>
      <translation>废</translation>
    </message>
    <message>
      <source>Finishing the last take…</source>
      <translation>正在收尾上一条…</translation>
    </message>
    <message>
      <source>Forget</source>
      <translation>清除</translation>
    </message>
    <message>
      <source>Forget strokes</source>
      <translation>清除笔画</translation>
    </message>
    <message>
      <source>Forget the clean plate</source>
      <translation>清除空镜</translation>
    </message>
    <message>
      <source>Forget the clicks and strokes: the screen's colour is measured by itself again.</source>
      <translation>清除点选和笔画，幕布颜色重新自动测量。</translation>
    </message>
    <message>
      <source>Frame for {lens} mm, {distance} m away, {height} m high</source>
      <translation>按 {lens} mm、距离 {distance} m、高 {height} m 取景</translation>
    </message>
    <message>
      <source>Framelines, on this screen only (F)</source>
      <translation>构图框，仅此屏可见 (F)</translation>
    </message>
    <message>
      <source>Full screen (F11)</source>
      <translation>全屏 (F11)</translation>
    </message>
    <message>
      <source>GPU ms</source>
      <translation>GPU ms</translation>
    </message>
    <message>
      <source>GRAIN OVER THE SET</source>
      <translation>布景颗粒</translation>
    </message>
    <message>
      <source>Garbage matte</source>
      <translation>垃圾遮罩</translation>
    </message>
    <message>
      <source>Hold</source>
      <translation>保</translation>
    </message>
    <message>
      <source>Hold the camera still, the actor or something with hard edges in view: the set gets its sharpness, black and grain.</source>
      <translation>保持摄影机不动，画面里有演员或清晰边缘：场景将取得其锐度、黑位与颗粒。</translation>
    </message>
    <message>
      <source>Key</source>
      <translation>抠像</translation>
    </message>
    <message>
      <source>Keyer values</source>
      <translation>抠像参数</translation>
    </message>
    <message>
      <source>LENS</source>
      <translation>镜头</translation>
    </message>
    <message>
      <source>LOOK OF THE FINISHED PICTURE</source>
      <translation>成片风格</translation>
    </message>
    <message>
      <source>Leave the picture</source>
      <translation>请离开画面</translation>
    </message>
    <message>
      <source>Lens {mm} mm</source>
      <translation>{mm} mm 镜头</translation>
    </message>
    <message>
      <source>Lock the controls (L)</source>
      <translation>锁定控制 (L)</translation>
    </message>
    <message>
      <source>Look</source>
      <translation>调色</translation>
    </message>
    <message>
      <source>Look for cameras again</source>
      <translation>重新查找摄像头</translation>
    </message>
    <message>
      <source>Looking at the camera…</source>
      <translation>正在分析摄影机画面…</translation>
    </message>
    <message>
      <source>MASKS</source>
      <translation>遮罩</translation>
    </message>
    <message>
      <source>MATCH THE SET TO THE CAMERA</source>
      <translation>布景匹配摄影机</translation>
    </message>
    <message>
      <source>MATTE ms</source>
      <translation>遮罩 ms</translation>
    </message>
    <message>
      <source>METHOD</source>
      <translation>方式</translation>
    </message>
    <message>
      <source>Mask {number}</source>
      <translation>遮罩 {number}</translation>
    </message>
    <message>
      <source>Match to a grey card</source>
      <translation>用灰卡匹配</translation>
    </message>
    <message>
      <source>Matte</source>
      <translation>遮罩</translation>
    </message>
    <message>
      <source>Measure again: forget what was set by hand, and look at the screen anew</source>
      <translation>重新测量：清除手动设置，重新看幕布</translation>
    </message>
    <message>
      <source>Measure the camera</source>
      <translation>测量摄影机</translation>
    </message>
    <message>
      <source>Measuring…</source>
      <translation>正在测量…</translation>
    </message>
    <message>
      <source>More</source>
      <translation>更多</translation>
    </message>
    <message>
      <source>NG</source>
      <translation>NG</translation>
    </message>
    <message>
      <source>NOT WHOLE</source>
      <translation>不完整</translation>
    </message>
    <message>
      <source>New…</source>
      <translation>新建…</translation>
    </message>
    <message>
      <source>Next shot (Shift+N)</source>
      <translation>下一镜 (Shift+N)</translation>
    </message>
    <message>
      <source>No camera found</source>
      <translation>没有找到摄像头</translation>
    </message>
    <message>
      <source>No picture</source>
      <translation>没有画面</translation>
    </message>
    <message>
      <source>No screen is found, so AI works alone. Pick the screen below.</source>
      <translation>没有找到幕布，目前只用 AI 抠像。请在下方点选幕布。</translation>
    </message>
    <message>
      <source>No screen is in view.</source>
      <translation>画面里没有幕布。</translation>
    </message>
    <message>
      <source>No screen is needed.</source>
      <translation>不需要幕布。</translation>
    </message>
    <message>
      <source>None: the screen is learnt while the actor moves.</source>
      <translation>没有：演员走动时自动学习幕布。</translation>
    </message>
    <message>
      <source>Not available: {modules} is not installed.</source>
      <translation>不可用：未安装 {modules}。</translation>
    </message>
    <message>
      <source>Nothing is cut out</source>
      <translation>不抠像</translation>
    </message>
    <message>
      <source>Nothing may move. Esc: cancel</source>
      <translation>请勿移动任何东西。Esc 取消</translation>
    </message>
    <message>
      <source>OLD PICTURE · {seconds} s</source>
      <translation>旧画面 · {seconds} 秒</translation>
    </message>
    <message>
      <source>Open its folder</source>
      <translation>打开所在文件夹</translation>
    </message>
    <message>
      <source>Opening the source…</source>
      <translation>正在打开信号源…</translation>
    </message>
    <message>
      <source>Open…</source>
      <translation>打开…</translation>
    </message>
    <message>
      <source>Original</source>
      <translation>原始</translation>
    </message>
    <message>
      <source>PLACE</source>
      <translation>位置</translation>
    </message>
    <message>
      <source>PROJECT</source>
      <translation>项目</translation>
    </message>
    <message>
      <source>Pick the screen</source>
      <translation>点选幕布</translation>
    </message>
    <message>
      <source>Pictures (*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp *.exr *.hdr)</source>
      <translation>图片 (*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp *.exr *.hdr)</translation>
    </message>
    <message>
      <source>Pictures (*.png *.jpg *.jpeg *.tif *.tiff)</source>
      <translation>图片 (*.png *.jpg *.jpeg *.tif *.tiff)</translation>
    </message>
    <message>
      <source>Pictures lost or skipped since the start.</source>
      <translation>启动以来丢失或跳过的画面数。</translation>
    </message>
    <message>
      <source>Picture…</source>
      <translation>图片…</translation>
    </message>
    <message>
      <source>Polygon</source>
      <translation>多边形</translation>
    </message>
    <message>
      <source>Project</source>
      <translation>项目</translation>
    </message>
    <message>
      <source>REAL LENS</source>
      <translation>真实镜头</translation>
    </message>
    <message>
      <source>REC</source>
      <translation>录制中</translation>
    </message>
    <message>
      <source>Rating of {name}</source>
      <translation>{name} 的评级</translation>
    </message>
    <message>
      <source>Ready. R records, V changes the view.</source>
      <translation>就绪。按 R 录制，按 V 切换画面。</translation>
    </message>
    <message>
      <source>Real</source>
      <translation>真实</translation>
    </message>
    <message>
      <source>Record</source>
      <translation>录制</translation>
    </message>
    <message>
      <source>Record a take (R, F9)</source>
      <translation>录一条 (R, F9)</translation>
    </message>
    <message>
      <source>Recording {name}</source>
      <translation>正在录制 {name}</translation>
    </message>
    <message>
      <source>SCENE</source>
      <translation>场</translation>
    </message>
    <message>
      <source>SCREEN</source>
      <translation>幕布</translation>
    </message>
    <message>
      <source>SET</source>
      <translation>布景</translation>
    </message>
    <message>
      <source>SHOT</source>
      <translation>镜</translation>
    </message>
    <message>
      <source>SOURCE</source>
      <translation>信号源</translation>
    </message>
    <message>
      <source>Scene, or scene/shot as in 34-1/2</source>
      <translation>场，或 场/镜，如 34-1/2</translation>
    </message>
    <message>
      <source>Set</source>
      <translation>布景</translation>
    </message>
    <message>
      <source>Set lens, height, tilt and distance to what this angle is made for.</source>
      <translation>把镜头、高度、俯仰与距离设为该机位的设计值。</translation>
    </message>
    <message>
      <source>Sets (*.glb *.gltf)</source>
      <translation>布景 (*.glb *.gltf)</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>设置</translation>
    </message>
    <message>
      <source>Shot</source>
      <translation>镜</translation>
    </message>
    <message>
      <source>Show folder</source>
      <translation>打开文件夹</translation>
    </message>
    <message>
      <source>Shows where the screen is lit unevenly, in stops.</source>
      <translation>以档为单位显示幕布布光不均的地方。</translation>
    </message>
    <message>
      <source>Source</source>
      <translation>信号源</translation>
    </message>
    <message>
      <source>Standby</source>
      <translation>待机</translation>
    </message>
    <message>
      <source>Starting…</source>
      <translation>正在启动…</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>Stop the take (R, F9)</source>
      <translation>停止录制 (R, F9)</translation>
    </message>
    <message>
      <source>Stopped</source>
      <translation>已停止</translation>
    </message>
    <message>
      <source>Stopped.</source>
      <translation>已停止。</translation>
    </message>
    <message>
      <source>TAKE</source>
      <translation>次</translation>
    </message>
    <message>
      <source>THE ACTOR ON THE SET</source>
      <translation>演员与场景</translation>
    </message>
    <message>
      <source>THE SET THROUGH YOUR LENS</source>
      <translation>镜头中的场景</translation>
    </message>
    <message>
      <source>TURN AND FIT</source>
      <translation>转向与适配</translation>
    </message>
    <message>
      <source>Takes appear here. Press R to record the first one.</source>
      <translation>录好的条会出现在这里。按 R 录第一条。</translation>
    </message>
    <message>
      <source>Taking the clean plate…</source>
      <translation>正在拍摄空镜…</translation>
    </message>
    <message>
      <source>The actor's picture is never graded.</source>
      <translation>演员的画面从不调色。</translation>
    </message>
    <message>
      <source>The camera cannot see that wide; its own lens ({mm} mm) is the limit.</source>
      <translation>摄影机看不到这么广，最广是它自己的镜头（{mm} mm）。</translation>
    </message>
    <message>
      <source>The camera picture is enlarged {times}× and loses sharpness.</source>
      <translation>实拍画面放大 {times}×，清晰度下降。</translation>
    </message>
    <message>
      <source>The camera picture is enlarged {times}×.</source>
      <translation>实拍画面放大 {times}×。</translation>
    </message>
    <message>
      <source>The camera's own lens</source>
      <translation>摄影机自己的镜头</translation>
    </message>
    <message>
      <source>The camera's own lens is like {mm} mm on full frame.</source>
      <translation>摄影机自己的镜头相当于全画幅 {mm} mm。</translation>
    </message>
    <message>
      <source>The camera's own picture (V)</source>
      <translation>摄影机原始画面 (V)</translation>
    </message>
    <message>
      <source>The camera's picture fills the frame.</source>
      <translation>摄像机画面铺满全幅。</translation>
    </message>
    <message>
      <source>The clean plate's file is gone: {name}</source>
      <translation>空镜文件不见了：{name}</translation>
    </message>
    <message>
      <source>The finished picture (V)</source>
      <translation>合成后的画面 (V)</translation>
    </message>
    <message>
      <source>The first picture takes a few seconds.</source>
      <translation>第一帧画面需要几秒。</translation>
    </message>
    <message>
      <source>The light is baked</source>
      <translation>光照已烘焙</translation>
    </message>
    <message>
      <source>The matte comes from a file</source>
      <translation>遮罩来自文件</translation>
    </message>
    <message>
      <source>The picture decides: with the screen where one is in view, without where there is none.</source>
      <translation>由画面决定：有幕布就用幕布，没有就不用。</translation>
    </message>
    <message>
      <source>The picture without the actor, taken after a countdown: it makes the edge exact. The camera must not move afterwards.</source>
      <translation>倒计时后拍下没有演员的画面，让边缘更准确。之后不要移动摄像机。</translation>
    </message>
    <message>
      <source>The screen gives the edge; AI keeps greenish clothes, and goes on past the cloth.</source>
      <translation>边缘取自幕布；AI 保住偏绿的衣服，并处理幕布以外的部分。</translation>
    </message>
    <message>
      <source>The screen's colour alone.</source>
      <translation>只用幕布的颜色。</translation>
    </message>
    <message>
      <source>The set alone (V)</source>
      <translation>只看布景 (V)</translation>
    </message>
    <message>
      <source>The studio is not running.</source>
      <translation>演播室没有运行。</translation>
    </message>
    <message>
      <source>Then click on an 18 % grey card at the actor's place: the set gets its exposure and its cast.</source>
      <translation>再点击演员位置上的 18 % 灰卡：场景将取得它的曝光与色偏。</translation>
    </message>
    <message>
      <source>Then click on the bare cloth in the picture: the key is set up for it.</source>
      <translation>然后点击画面里没有演员的幕布，抠像随即设好。</translation>
    </message>
    <message>
      <source>This is actor</source>
      <translation>这是演员</translation>
    </message>
    <message>
      <source>This is screen</source>
      <translation>这是幕布</translation>
    </message>
    <message>
      <source>Timecode</source>
      <translation>时码</translation>
    </message>
    <message>
      <source>Try again</source>
      <translation>再试一次</translation>
    </message>
    <message>
      <source>Unlock the controls (L)</source>
      <translation>解锁控制 (L)</translation>
    </message>
    <message>
      <source>Unrated</source>
      <translation>未评</translation>
    </message>
    <message>
      <source>Use the demo actor</source>
      <translation>使用演示演员</translation>
    </message>
    <message>
      <source>VERIFIED: every layer was read from end to end</source>
      <translation>已校验：每一层均已从头到尾读取</translation>
    </message>
    <message>
      <source>Vertical 9:16</source>
      <translation>竖屏 9:16</translation>
    </message>
    <message>
      <source>Videos (*.mp4 *.mov *.mkv *.avi *.webm *.m4v *.mts)</source>
      <translation>视频 (*.mp4 *.mov *.mkv *.avi *.webm *.m4v *.mts)</translation>
    </message>
    <message>
      <source>Video…</source>
      <translation>视频…</translation>
    </message>
    <message>
      <source>View: {name}</source>
      <translation>画面：{name}</translation>
    </message>
    <message>
      <source>Viewer</source>
      <translation>画面窗口</translation>
    </message>
    <message>
      <source>What differs from the clean plate is actor. The camera must stand still.</source>
      <translation>与空镜不同的就是演员。摄像机必须固定不动。</translation>
    </message>
    <message>
      <source>White is actor (V)</source>
      <translation>白色为演员 (V)</translation>
    </message>
    <message>
      <source>Wide 16:9</source>
      <translation>横屏 16:9</translation>
    </message>
    <message>
      <source>Works out how light bounces in this set and state; takes a minute or two aside, and is kept.</source>
      <translation>计算该场景与状态下的反弹光；在后台进行一两分钟，结果会保存。</translation>
    </message>
    <message>
      <source>automatic · {value}</source>
      <translation>自动 · {value}</translation>
    </message>
    <message>
      <source>box</source>
      <translation>立方体</translation>
    </message>
    <message>
      <source>no sound</source>
      <translation>无声音</translation>
    </message>
    <message>
      <source>polygon</source>
      <translation>多边形</translation>
    </message>
    <message>
      <source>recovered</source>
      <translation>已恢复</translation>
    </message>
    <message>
      <source>sound {rate} Hz</source>
      <translation>声音 {rate} Hz</translation>
    </message>
    <message>
      <source>{count} dropped</source>
      <translation>丢 {count} 帧</translation>
    </message>
    <message>
      <source>{count} places to look at</source>
      <translation>有 {count} 处需要查看</translation>
    </message>
    <message>
      <source>{count} strokes</source>
      <translation>{count} 笔</translation>
    </message>
    <message>
      <source>{name} (not plugged in)</source>
      <translation>{name}（未接入）</translation>
    </message>
    <message>
      <source>中</source>
      <translation>EN</translation>
    </message>
    <message>
      <source>中文界面</source>
      <translation>English</translation>
    </message>
  </context>
</TS>
